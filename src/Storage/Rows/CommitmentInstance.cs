namespace DicomNode.Storage.Rows;

/// <summary>An instance that a commitment was asked for.</summary>
public sealed class CommitmentInstance
{
    public long Id { get; set; }

    public long CommitmentId { get; set; }

    public Commitment? Commitment { get; set; }

    public required string SopClassUid { get; set; }

    public required string SopInstanceUid { get; set; }

    /// <summary>Null: the archive has not spoken of it.</summary>
    public bool? IsCommitted { get; set; }

    /// <summary>(0008,1197) where it is not committed. PS3.3 §C.14.1.1.</summary>
    public int? FailureReason { get; set; }
}
