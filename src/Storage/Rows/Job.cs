namespace DicomNode.Storage.Rows;

/// <summary>
/// One model on one set of instances. Unique by series, model, its version and the digest of the input. Of several series, the one whose grid the result has
/// is the job's own; all of them are in <see cref="Inputs"/>.
/// </summary>
public sealed class Job
{
    public long Id { get; set; }

    public long SeriesId { get; set; }

    public Series? Series { get; set; }

    /// <summary>Of the series when this was made.</summary>
    public int Generation { get; set; }

    public required string ModelId { get; set; }

    /// <summary>Empty: the model cannot be read, so nobody knows; the job is blocked, and made anew when it can.</summary>
    public required string ModelVersion { get; set; }

    /// <summary>SHA-256 over the instances that go in (<see cref="Ledgers.InputDigest"/>), 64 hex digits.</summary>
    public required string InputDigest { get; set; }

    /// <summary>Of a model that takes every image by itself: which one. Null: the whole series.</summary>
    public string? SopInstanceUid { get; set; }

    /// <summary>Kinds of result that the route asked for: SEG, RTSTRUCT.</summary>
    public required List<string> Outputs { get; set; }

    /// <summary>Names of the peers that the route asked for.</summary>
    public required List<string> Destinations { get; set; }

    /// <summary>Of the route: a higher one runs first.</summary>
    public int Priority { get; set; }

    public JobState State { get; set; } = JobState.Queued;

    public string? Reason { get; set; }

    public int Attempts { get; set; }

    public DateTime? NotBefore { get; set; }

    public long FencingToken { get; set; }

    public string? Owner { get; set; }

    public DateTime? LeaseUntil { get; set; }

    public DateTime CreatedAt { get; set; }

    public DateTime? StartedAt { get; set; }

    public DateTime? FinishedAt { get; set; }

    /// <summary>Date and time that stand in the results: the same however often the job is tried, or a retry would give other bytes.</summary>
    public DateTime ResultTime { get; set; }

    /// <summary>The series was here before, was segmented, and was removed (<see cref="FormerJob"/>): archives may have these results.</summary>
    public bool WasDoneBefore { get; set; }

    /// <summary>What inference ran on (CPU, CUDA, TensorRT) when the results were made first: it stands in them, so a repetition on another does not change it.</summary>
    public string? Provider { get; set; }

    /// <summary>SHA-256 over the model's manifest and weights, 64 hex digits.</summary>
    public string? ModelHash { get; set; }

    /// <summary>JSON array of what the gate found about the results: check, structure, reason.</summary>
    public string? Findings { get; set; }

    /// <summary>JSON object of stage names and seconds.</summary>
    public string? StageSeconds { get; set; }

    public List<Result> Results { get; } = [];

    /// <summary>In the order of the model's inputs, when it takes several series.</summary>
    public List<JobInput> Inputs { get; } = [];
}
