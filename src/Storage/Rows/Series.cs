namespace DicomNode.Storage.Rows;

/// <summary>One series as far as it is received. Nothing in it tells who the patient is.</summary>
public sealed class Series
{
    public long Id { get; set; }

    public required string SeriesInstanceUid { get; set; }

    public required string StudyInstanceUid { get; set; }

    public string? FrameOfReferenceUid { get; set; }

    public string? Modality { get; set; }

    /// <summary>AE title that sent its first instance.</summary>
    public string? CallingAeTitle { get; set; }

    public SeriesState State { get; set; } = SeriesState.Receiving;

    /// <summary>1, and one more each time that an instance comes after closing.</summary>
    public int Generation { get; set; } = 1;

    /// <summary>What closed it: the quiet time, a count, the end of the association.</summary>
    public string? ClosedBy { get; set; }

    /// <summary>The verdict on its stack, or why it is where it is; for an administrator.</summary>
    public string? Reason { get; set; }

    public DateTime FirstInstanceAt { get; set; }

    public DateTime LastInstanceAt { get; set; }

    /// <summary>When the index last noted an instance of it, a repeated one too, or the node started: quiet time is counted from here.</summary>
    public DateTime QuietSince { get; set; }

    /// <summary>Not to be closed before: there is evidence that something is missing.</summary>
    public DateTime? HoldUntil { get; set; }

    /// <summary>Models that need further series of its study, which are not here.</summary>
    public List<string> Awaits { get; set; } = [];

    /// <summary>Until when they are waited for.</summary>
    public DateTime? AwaitUntil { get; set; }

    public DateTime? ClosedAt { get; set; }

    /// <summary>Counts claims: who wrote with an older number is too late.</summary>
    public long FencingToken { get; set; }

    public string? Owner { get; set; }

    public DateTime? LeaseUntil { get; set; }

    public int Attempts { get; set; }

    public List<Instance> Instances { get; } = [];

    /// <summary>Those whose result is on its grid.</summary>
    public List<Job> Jobs { get; } = [];

    /// <summary>Jobs of several series that it goes into, its own among them.</summary>
    public List<JobInput> Uses { get; } = [];
}
