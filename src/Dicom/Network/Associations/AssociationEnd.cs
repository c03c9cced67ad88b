using DicomNode.Dicom.Network.Pdu;

namespace DicomNode.Dicom.Network.Associations;

internal enum AssociationEndKind
{
    Released,
    RejectedByUs,
    RejectedByPeer,
    AbortedByUs,
    AbortedByPeer,
    ConnectionLost,
}

/// <summary>How an association ended. <paramref name="Why"/> continues a sentence and has no full stop.</summary>
internal sealed record AssociationEnd(AssociationEndKind Kind, string Why)
{
    public AssociateReject? Reject { get; init; }

    public Abort? Abort { get; init; }

    public Exception? Cause { get; init; }
}
