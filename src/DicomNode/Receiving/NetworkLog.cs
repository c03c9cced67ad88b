using System.Net;
using DicomNode.Assembling;
using DicomNode.Auditing;
using DicomNode.Configuration;
using DicomNode.Dicom.Network;

namespace DicomNode.Receiving;

/// <summary>What the DICOM server does, as log lines and counts; the end of an association is also a fact about the series it brought.</summary>
internal sealed class NetworkLog(NodeOptions options, PeerPolicy policy, SeriesArrivals arrivals, LogBudget trouble, ReceivingMetrics metrics, ReceivedTransfers transfers, AuditTrail audit, AuditMessages messages, ILogger<NetworkLog> logger) : INetworkObserver
{
    private readonly ListenerLimits _limits = ListenerLimits.Of(options);

    public void Accepted(AssociationInfo association)
    {
        metrics.Accepted(association);
        if (trouble.IsSpent(association.RemoteEndPoint.Address))
        {
            return;
        }

        string software = association.Implementation.Length > 0 ? association.Implementation : "unnamed software";
        string caller = association.UserName is { } user ? $"{software}, for user {user}" : software;
        if (association.Security is { } tls)
        {
            ReceivingLog.SecureAssociationAccepted(
                logger, association.AssociationId, association.CallingAeTitle, association.RemoteEndPoint, tls.Protocol, tls.CipherSuite, tls.Certificate?.Subject ?? "none", caller);
        }
        else
        {
            ReceivingLog.AssociationAccepted(logger, association.AssociationId, association.CallingAeTitle, association.RemoteEndPoint, caller);
        }
    }

    public void HandshakeFailed(IPEndPoint remote, string why)
    {
        metrics.HandshakeFailed();
        if (trouble.MayTell(remote.Address))
        {
            ReceivingLog.HandshakeFailed(logger, remote, why);
            audit.Record(messages.Rejected(remote.Address, null, $"TLS was not agreed on: {why}"));
        }
    }

    public void Rejected(AssociationInfo association, byte result, byte source, byte reason, AssociationLimit? limit)
    {
        metrics.Rejected(result, source, reason, limit);
        if (trouble.MayTell(association.RemoteEndPoint.Address))
        {
            ReceivingLog.AssociationRejected(
                logger, association.CallingAeTitle, association.RemoteEndPoint, result, source, reason, WhatToDo(association, (result, source, reason), limit));
            if ((result, source, reason) is (1, 1, 3) or (1, 1, 7)) // somebody who is not meant to call, or means somebody else
            {
                audit.Record(messages.Rejected(association.RemoteEndPoint.Address, association.CallingAeTitle, $"The association was rejected. {WhatToDo(association, (result, source, reason), limit)}"));
            }
        }
    }

    public void Refused(IPEndPoint remote)
    {
        metrics.Refused();
        if (trouble.MayTell(remote.Address))
        {
            ReceivingLog.ConnectionRefused(logger, remote);
        }
    }

    public void Stored(AssociationInfo association, StoreRequest request, DimseStatus status, long bytes) => metrics.Stored(association.CallingAeTitle, status, bytes);

    public void StorageFailed(AssociationInfo association, StoreRequest request, Exception exception)
    {
        if (trouble.MayTell(association.RemoteEndPoint.Address)) // a full disk fails every instance of every sender, and the log may be on it
        {
            ReceivingLog.StorageFailed(logger, request.AffectedSopInstanceUid, exception.Message);
        }
    }

    public void Queried(AssociationInfo association, DimseStatus status, int matches)
    {
        metrics.Queried(association.CallingAeTitle);
        ReceivingLog.QueryAnswered(logger, association.AssociationId, association.CallingAeTitle, status.ToString(), matches);
    }

    public void Ended(AssociationInfo association, bool clean, string how)
    {
        arrivals.Ended(association.AssociationId, released: clean);
        transfers.Ended(association.AssociationId);
        metrics.Ended(association, clean ? "released" : "aborted");
        if (clean)
        {
            ReceivingLog.AssociationReleased(logger, association.AssociationId, association.CallingAeTitle);
        }
        else if (trouble.MayTell(association.RemoteEndPoint.Address))
        {
            ReceivingLog.AssociationBroken(logger, association.AssociationId, association.CallingAeTitle, association.RemoteEndPoint, how);
        }
    }

    public void Failed(AssociationInfo association, Exception exception)
    {
        metrics.Ended(association, "failed");
        if (trouble.MayTell(association.RemoteEndPoint.Address))
        {
            ReceivingLog.AssociationFailed(logger, association.AssociationId, exception);
        }
    }

    private string WhatToDo(AssociationInfo association, (byte Result, byte Source, byte Reason) answer, AssociationLimit? limit) => (answer, limit) switch
    {
        ((1, 1, 3), _) => policy.Objection(association.CallingAeTitle, association.Security) ?? "",
        ((1, 1, 7), _) => $"It called \"{association.CalledAeTitle}\"; this node is \"{options.Listener.AeTitle}\" (Listener:AeTitle).",
        (_, AssociationLimit.All) => $"{options.Listener.MaxAssociations} associations are open (Listener:MaxAssociations); it may try again.",
        (_, AssociationLimit.AeTitle) => $"{_limits.PerAeTitle} associations of this AE title are open (Listener:MaxAssociationsPerAeTitle); it may try again.",
        (_, AssociationLimit.Address) => $"{_limits.PerAddress} associations from this address are open (Listener:MaxAssociationsPerAddress); it may try again.",
        (_, AssociationLimit.Reserved) => $"The last {_limits.ReservedForPeers} places are for the peers of the configuration (Listener:ReservedForPeers); it may try again.",
        _ => "",
    };
}
