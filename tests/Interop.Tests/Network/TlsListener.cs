using System.Collections.Concurrent;
using System.Net;
using DicomNode.Dicom.Network;
using DicomNode.Dicom.Network.Security;
using DicomNode.Testing;

namespace DicomNode.Interop.Tests.Network;

/// <summary>Our server with a plain port and one for TLS that requires certificates; notes what it has to say.</summary>
internal sealed class TlsListener : INetworkObserver, IAsyncDisposable
{
    private readonly DicomServer _server;

    public TlsListener(TlsFiles files)
    {
        _server = new(
            new() { AeTitle = "NODE", Port = 0, Secure = new(0, new TlsServer(new TlsCredentials(files), ClientCertificates.Required).SecureAsync), Observer = this }, Received);
        _server.Start();
    }

    public ReceivedFiles Received { get; } = new();

    public int PlainPort => _server.EndPoint!.Port;

    public int Port => _server.SecureEndPoint!.Port;

    public ConcurrentQueue<PeerSecurity?> Accepted { get; } = [];

    /// <summary>Handshakes that failed and associations that were not released, in our words.</summary>
    public ConcurrentQueue<string> Complaints { get; } = [];

    void INetworkObserver.Accepted(AssociationInfo association) => Accepted.Enqueue(association.Security);

    void INetworkObserver.HandshakeFailed(IPEndPoint remote, string why) => Complaints.Enqueue(why);

    void INetworkObserver.Ended(AssociationInfo association, bool clean, string how)
    {
        if (!clean)
        {
            Complaints.Enqueue(how);
        }
    }

    /// <summary>Waits for the first complaint: the peer may know sooner than we do.</summary>
    public async Task<string> ComplaintAsync()
    {
        await Eventually.TrueAsync(() => !Complaints.IsEmpty, TimeSpan.FromSeconds(20));
        return Complaints.First();
    }

    public ValueTask DisposeAsync() => _server.DisposeAsync();
}
