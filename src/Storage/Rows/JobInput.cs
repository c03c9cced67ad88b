namespace DicomNode.Storage.Rows;

/// <summary>One of the series that go into a job of several. A job without these has its own series as its only input.</summary>
public sealed class JobInput
{
    public long Id { get; set; }

    public long JobId { get; set; }

    public Job? Job { get; set; }

    /// <summary>Among the inputs of the model, from 0.</summary>
    public int Position { get; set; }

    public long SeriesId { get; set; }

    public Series? Series { get; set; }

    /// <summary>Of the series when the job was made: with a later one the job is overtaken.</summary>
    public int Generation { get; set; }

    /// <summary>Names the instances (<see cref="Ledgers.InputDigest"/>), 64 hex digits.</summary>
    public required string Digest { get; set; }
}
