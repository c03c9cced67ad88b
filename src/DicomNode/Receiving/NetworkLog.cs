using System.Net;
using DicomNode.Assembling;
using DicomNode.Configuration;
using DicomNode.Dicom.Network;

namespace DicomNode.Receiving;

/// <summary>What the DICOM server does, as log lines; the end of an association is also a fact about the series it brought.</summary>
internal sealed class NetworkLog(NodeOptions options, PeerPolicy policy, SeriesArrivals arrivals, ILogger<NetworkLog> logger) : INetworkObserver
{
    public void Accepted(AssociationInfo association)
    {
        if (association.Security is { } tls)
        {
            ReceivingLog.SecureAssociationAccepted(
                logger, association.AssociationId, association.CallingAeTitle, association.RemoteEndPoint, tls.Protocol, tls.CipherSuite, tls.Certificate?.Subject ?? "none");
        }
        else
        {
            ReceivingLog.AssociationAccepted(logger, association.AssociationId, association.CallingAeTitle, association.RemoteEndPoint);
        }
    }

    public void HandshakeFailed(IPEndPoint remote, string why) => ReceivingLog.HandshakeFailed(logger, remote, why);

    public void Rejected(AssociationInfo association, byte result, byte source, byte reason) => ReceivingLog.AssociationRejected(
        logger, association.CallingAeTitle, association.RemoteEndPoint, result, source, reason, (result, source, reason) switch
        {
            (1, 1, 3) => policy.Objection(association.CallingAeTitle, association.Security) ?? "",
            (1, 1, 7) => $"It called \"{association.CalledAeTitle}\"; this node is \"{options.Listener.AeTitle}\" (Listener:AeTitle).",
            (2, 3, 2) => $"{options.Listener.MaxAssociations} associations are open (Listener:MaxAssociations); it may try again.",
            _ => "",
        });

    public void StorageFailed(AssociationInfo association, StoreRequest request, Exception exception) =>
        ReceivingLog.StorageFailed(logger, request.AffectedSopInstanceUid, exception.Message);

    public void Ended(AssociationInfo association, bool clean, string how)
    {
        arrivals.Ended(association.AssociationId, released: clean);
        if (clean)
        {
            ReceivingLog.AssociationReleased(logger, association.AssociationId, association.CallingAeTitle);
        }
        else
        {
            ReceivingLog.AssociationBroken(logger, association.AssociationId, association.CallingAeTitle, association.RemoteEndPoint, how);
        }
    }

    public void Failed(AssociationInfo association, Exception exception) =>
        ReceivingLog.AssociationFailed(logger, association.AssociationId, exception);
}
