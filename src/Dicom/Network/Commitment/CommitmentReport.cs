namespace DicomNode.Dicom.Network.Commitment;

/// <summary>What an archive takes responsibility for, and what not. PS3.4 Table J.3-2.</summary>
public sealed record CommitmentReport(string TransactionUid, IReadOnlyList<SopReference> Committed, IReadOnlyList<CommitmentFailure> Failed);
