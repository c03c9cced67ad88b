using System.Net;
using DicomNode.Configuration;
using DicomNode.Dicom.Network;
using DicomNode.Dicom.Network.Commitment;
using DicomNode.Dicom.Network.Query;

namespace DicomNode.Receiving;

/// <summary>How the configuration makes the listener: what it answers with, and what it says of itself in the conformance statement.</summary>
internal static class ListenerSettings
{
    public static DicomServerOptions Of(NodeOptions options, TransferSyntaxChoice choice)
    {
        ListenerLimits limits = ListenerLimits.Of(options);
        return new()
        {
            AeTitle = options.Listener.AeTitle,
            Address = IPAddress.Parse(options.Listener.Address),
            Port = options.Listener.Port,
            MaxPduLength = options.Listener.MaxPduLength,
            MaxAssociations = options.Listener.MaxAssociations,
            MaxAssociationsPerAeTitle = limits.PerAeTitle,
            MaxAssociationsPerAddress = limits.PerAddress,
            ReservedForKnownPeers = limits.ReservedForPeers,
            MaxPendingConnectionsPerAddress = options.Listener.MaxPendingPerAddress,
            IdleTimeout = options.Listener.IdleTimeout,
            ChooseTransferSyntax = choice.Among,
        };
    }

    public static DicomServices Services(IStoreHandler store, IQueryHandler query, ICommitmentHandler commitment, ICommitmentReportHandler reports) =>
        new(store) { Query = query, Commitment = commitment, CommitmentReports = reports };
}
