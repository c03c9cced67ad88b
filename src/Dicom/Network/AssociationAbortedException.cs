using DicomNode.Dicom.Network.Pdu;

namespace DicomNode.Dicom.Network;

/// <summary>The peer sent A-ABORT. PS3.8 §9.3.8.</summary>
public sealed class AssociationAbortedException(PeerAddress peer, byte source, byte reason)
    : DicomNetworkException($"{peer} aborted the association: {Abort.Meaning(source, reason)} (source {source}, reason {reason}).")
{
    /// <summary>0 the application, 2 the upper layer provider.</summary>
    public byte AbortSource { get; } = source;

    public byte Reason { get; } = reason;

    public override bool IsTransient => true;
}
