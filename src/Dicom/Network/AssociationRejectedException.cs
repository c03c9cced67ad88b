using DicomNode.Dicom.Network.Pdu;

namespace DicomNode.Dicom.Network;

/// <summary>A-ASSOCIATE-RJ from the peer, with its three numbers. PS3.8 Table 9-21.</summary>
public sealed class AssociationRejectedException(PeerAddress peer, byte result, byte source, byte reason)
    : DicomNetworkException($"{peer} rejected the association: {AssociateReject.Meaning(source, reason)} (result {result}, source {source}, reason {reason}).")
{
    /// <summary>1 rejected-permanent, 2 rejected-transient.</summary>
    public byte Result { get; } = result;

    /// <summary>1 the application, 2 the ACSE provider, 3 the presentation provider (limits, congestion).</summary>
    public byte RejectSource { get; } = source;

    public byte Reason { get; } = reason;

    /// <summary>Congestion and limits pass; an unknown AE title does not.</summary>
    public override bool IsTransient => Result == 2 || RejectSource == 3;
}
