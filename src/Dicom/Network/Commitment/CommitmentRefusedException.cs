namespace DicomNode.Dicom.Network.Commitment;

/// <summary>The archive answered the request for commitment with a failure; there will be no report.</summary>
public sealed class CommitmentRefusedException(PeerAddress peer, DimseStatus status)
    : DicomNetworkException($"{peer} refuses to commit: {status}.")
{
    public DimseStatus Status { get; } = status;

    /// <summary>Of the failures of N-ACTION, these may pass by themselves. PS3.7 §10.1.4.1.10.</summary>
    public override bool IsTransient => Status == DimseStatus.ResourceLimitation || Status == DimseStatus.ProcessingFailure;
}
