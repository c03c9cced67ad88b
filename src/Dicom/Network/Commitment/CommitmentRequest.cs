namespace DicomNode.Dicom.Network.Commitment;

/// <summary>A peer asks us to take responsibility for instances. PS3.4 Table J.3-1.</summary>
public sealed record CommitmentRequest(string TransactionUid, IReadOnlyList<SopReference> Instances, AssociationInfo Association);
