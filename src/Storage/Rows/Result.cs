namespace DicomNode.Storage.Rows;

/// <summary>One object that a job made.</summary>
public sealed class Result
{
    public long Id { get; set; }

    public long JobId { get; set; }

    public Job? Job { get; set; }

    /// <summary>SEG, RTSTRUCT or KO.</summary>
    public required string Kind { get; set; }

    public required string SopInstanceUid { get; set; }

    public required string SopClassUid { get; set; }

    /// <summary>Relative to the data folder.</summary>
    public required string Path { get; set; }

    /// <summary>SHA-256 of the data set, 64 hex digits.</summary>
    public required string Sha256 { get; set; }

    public long Bytes { get; set; }

    public DateTime CreatedAt { get; set; }

    public List<Delivery> Deliveries { get; } = [];

    /// <summary>Deliveries that it may be chosen for.</summary>
    public List<DeliveryChoice> Choices { get; } = [];
}
