using System.Collections.Concurrent;
using System.Net;
using DicomNode.Dicom.Dictionary;
using DicomNode.Dicom.Network;
using DicomNode.Dicom.Network.Security;
using DicomNode.Testing;

namespace DicomNode.Dicom.Tests.Network.Security;

/// <summary>Our server with a plain and a TLS port, and our client, over real sockets: OpenSSL wants them.</summary>
internal sealed class TlsPair : INetworkObserver, IAsyncDisposable
{
    private readonly DicomServer _server;

    public TlsPair(TlsFiles files, ClientCertificates clients = ClientCertificates.NotAsked, IAssociationPolicy? policy = null, TimeSpan? artim = null, int pending = 1024)
    {
        TlsServer tls = new(new TlsCredentials(files), clients);
        _server = new(
            new() { Port = 0, Secure = new(0, tls.SecureAsync), Observer = this, Policy = policy ?? new AnyCaller(), Artim = artim ?? TimeSpan.FromSeconds(30), MaxPendingConnections = pending },
            Store);
        _server.Start();
    }

    public MemoryStore Store { get; } = new();

    public int Connections => _server.Connections;

    public IPEndPoint Plain => _server.EndPoint!;

    public IPEndPoint Secure => _server.SecureEndPoint!;

    /// <summary>Why handshakes failed.</summary>
    public ConcurrentQueue<string> Failures { get; } = [];

    /// <summary>How associations ended that were not released.</summary>
    public ConcurrentQueue<string> Ends { get; } = [];

    public ConcurrentQueue<PeerSecurity?> Accepted { get; } = [];

    void INetworkObserver.HandshakeFailed(IPEndPoint remote, string why) => Failures.Enqueue(why);

    void INetworkObserver.Accepted(AssociationInfo association) => Accepted.Enqueue(association.Security);

    void INetworkObserver.Ended(AssociationInfo association, bool clean, string how)
    {
        if (!clean)
        {
            Ends.Enqueue(how);
        }
    }

    public Task<DimseStatus> EchoAsync(TlsFiles? client, string expectedName = "127.0.0.1", int? port = null) => EchoAsync(
        client is null ? null : new TlsClient(new TlsCredentials(client), expectedName), port ?? Secure.Port);

    public static async Task<DimseStatus> EchoAsync(TlsClient? tls, int port)
    {
        DicomClient client = new(new() { AeTitle = "CALLER", SecureAsync = tls is null ? null : tls.SecureAsync });
        await using ClientAssociation association = await client.RequestAsync(
            new("DICOMNODE", "127.0.0.1", port), [new ProposedContext(Uids.Verification, Uids.ImplicitVrLittleEndian)], default);
        DimseStatus status = await association.EchoAsync(default);
        await association.ReleaseAsync(default);
        return status;
    }

    /// <summary>What the server had to say; waits for it, because the client may know sooner.</summary>
    public static async Task<string> FirstAsync(ConcurrentQueue<string> said)
    {
        await Eventually.TrueAsync(() => !said.IsEmpty, ScriptedPeer.Patience);
        return said.First();
    }

    public ValueTask DisposeAsync() => _server.DisposeAsync();
}
