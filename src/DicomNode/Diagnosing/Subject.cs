using System.Net;
using DicomNode.Configuration;
using DicomNode.Dicom.Network;

namespace DicomNode.Diagnosing;

/// <summary>The peer under examination, with what the steps found out for those after them.</summary>
internal sealed class Subject(PeerOptions peer, NodeOptions options)
{
    public PeerOptions Peer => peer;

    public PeerAddress Address { get; } = PeerClient.AddressOf(peer);

    /// <summary>What its keys in the configuration begin with.</summary>
    public string Key { get; } = $"Peers:{options.Peers.ToList().IndexOf(peer)}";

    public NodeOptions Options => options;

    /// <summary>Of its host, as the name resolves.</summary>
    public IReadOnlyList<IPAddress> Addresses { get; set; } = [];

    /// <summary>Where it took a connection.</summary>
    public IPEndPoint? EndPoint { get; set; }

    /// <summary>Ours, on the connection that it took: where it can find us.</summary>
    public IPAddress? OurAddress { get; set; }

    public NegotiatedPeer? Negotiated { get; set; }

    /// <summary>How an administrator there enters this node.</summary>
    public string HowToEnterUs
    {
        get
        {
            string host = OurAddress is { } address ? $"{address}" : "THIS-MACHINE", aet = options.Listener.AeTitle;
            int? port = peer.Tls is not null && options.Listener.Tls?.Port is { } secure ? secure : options.Listener.Port ?? options.Listener.Tls?.Port;
            return $"AE title {aet}, host {host}, port {port}. Orthanc: DicomModalities {{ \"dicomnode\": [ \"{aet}\", \"{host}\", {port} ] }}; dcmqrscp: HostTable, dicomnode = ({aet}, {host}, {port}); "
                + "others: the list of known modalities, remote nodes or AE titles.";
        }
    }
}
