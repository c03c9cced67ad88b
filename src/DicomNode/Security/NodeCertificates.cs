using System.Collections.Concurrent;
using DicomNode.Configuration;
using DicomNode.Dicom.Network;
using DicomNode.Dicom.Network.Security;
using DicomNode.Hosting;

namespace DicomNode.Security;

/// <summary>The TLS of the node: what its listener shows and wants, and how each peer is called. Certificates follow their files.</summary>
internal sealed class NodeCertificates : ITlsCredentialsObserver
{
    private readonly ConcurrentDictionary<string, TlsCredentials> _credentials = new(StringComparer.Ordinal);
    private readonly ListenerTlsOptions? _listener;
    private readonly TimeProvider _clock;
    private readonly ILogger<NodeCertificates> _logger;

    /// <exception cref="TlsFileException">A file became unusable since the configuration was read.</exception>
    public NodeCertificates(NodeOptions options, SteadyClock clock, ILogger<NodeCertificates> logger)
    {
        (_listener, _clock, _logger) = (options.Listener.Tls, clock.Machine, logger);
        if (_listener is not null)
        {
            Of(TlsFilesOf.Listener(_listener));
        }

        foreach (PeerOptions peer in options.Peers)
        {
            _ = SecureAsync(peer);
        }

        Http = options.Http.Certificate is null ? null : Of(TlsFilesOf.Http(options.Http));
    }

    /// <summary>The certificate files in use.</summary>
    public IEnumerable<TlsCredentials> All => _credentials.Values;

    /// <summary>For https; null: none is configured.</summary>
    public TlsCredentials? Http { get; }

    /// <summary>The port for TLS; null: none is wanted.</summary>
    public SecurePort? Port() => _listener is { Port: { } port }
        ? new(port, new TlsServer(Of(TlsFilesOf.Listener(_listener)), Clients(_listener), _clock).SecureAsync)
        : null;

    /// <summary>How a connection to this peer is secured; null: it is plain.</summary>
    public Func<Stream, CancellationToken, ValueTask<Stream>>? SecureAsync(PeerOptions peer) => peer.Tls is { } tls
        ? new TlsClient(Of(TlsFilesOf.Peer(tls, _listener)), tls.HostName ?? peer.Host, _clock).SecureAsync
        : null;

    void ITlsCredentialsObserver.Reloaded(TlsMaterial material) => SecurityLog.Reloaded(
        _logger, string.Join("; ", material.Certificates.Select(c => $"{c.Subject} in {c.File} until {c.NotAfter:yyyy-MM-dd}")));

    void ITlsCredentialsObserver.Kept(TlsFileException problem) => SecurityLog.Kept(_logger, problem.Message);

    private static ClientCertificates Clients(ListenerTlsOptions tls) =>
        tls.RequireClientCertificate ? ClientCertificates.Required
        : tls.Authorities.Count > 0 ? ClientCertificates.Asked
        : ClientCertificates.NotAsked;

    /// <summary>One for all who use the same files.</summary>
    private TlsCredentials Of(TlsFiles files) => _credentials.GetOrAdd(
        string.Join('\n', [files.Certificate, files.Key, files.PasswordFile, .. files.Authorities]), _ => new(files, _clock, this));
}
