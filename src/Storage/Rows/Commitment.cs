namespace DicomNode.Storage.Rows;

/// <summary>One request of ours to an archive to take responsibility for instances. PS3.4 Annex J.</summary>
public sealed class Commitment
{
    public long Id { get; set; }

    /// <summary>What its report names.</summary>
    public required string TransactionUid { get; set; }

    /// <summary>Who was asked, and alone may report.</summary>
    public required string ArchiveAeTitle { get; set; }

    public CommitmentState State { get; set; } = CommitmentState.Open;

    public DateTime RequestedAt { get; set; }

    public DateTime? EndedAt { get; set; }

    public List<CommitmentInstance> Instances { get; } = [];
}
