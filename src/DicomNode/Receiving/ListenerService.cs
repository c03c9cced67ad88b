using System.Net;
using DicomNode.Committing;
using DicomNode.Configuration;
using DicomNode.Dicom.Network;
using DicomNode.Dicom.Network.Commitment;
using DicomNode.Querying;
using DicomNode.Security;

namespace DicomNode.Receiving;

/// <summary>Runs the DICOM server from start to graceful stop.</summary>
internal sealed class ListenerService(
    NodeOptions options, NodeCertificates certificates, InstanceReceiver receiver, NodeQuery query, CommitmentAnswers commitment, StorageCommitmentScu reports,
    PeerPolicy policy, TransferSyntaxChoice choice, NetworkLog log, TimeProvider clock, ILogger<ListenerService> logger) : IHostedService, IAsyncDisposable
{
    private static readonly TimeSpan s_stopLimit = TimeSpan.FromSeconds(20);
    private DicomServer? _server;

    /// <summary>Where it listens for plain DICOM; null before the start, and without that port.</summary>
    public IPEndPoint? EndPoint => _server?.EndPoint;

    /// <summary>Where it listens for TLS; null before the start, and without that port.</summary>
    public IPEndPoint? SecureEndPoint => _server?.SecureEndPoint;

    /// <summary>Open connections.</summary>
    public int Connections => _server?.Connections ?? 0;

    /// <summary>Every port is listened on.</summary>
    public bool IsAccepting => _server?.IsAccepting ?? false;

    /// <summary>Connections taken since the start.</summary>
    public long Accepted => _server?.Accepted ?? 0;

    /// <summary>Somebody has connected whom nobody has taken yet.</summary>
    public bool HasWaiting => _server?.HasWaiting ?? false;

    /// <exception cref="ListenFailedException">The port is taken, or the address is not ours.</exception>
    public Task StartAsync(CancellationToken cancellationToken)
    {
        _server = new(
            ListenerSettings.Of(options, choice) with { Secure = certificates.Port(), Policy = policy, Observer = log },
            ListenerSettings.Services(receiver, query, commitment, reports),
            clock);
        _server.Start();
        if (EndPoint is { } plain)
        {
            ReceivingLog.Listening(logger, options.Listener.AeTitle, plain);
        }

        if (SecureEndPoint is { } secure)
        {
            ReceivingLog.ListeningSecurely(logger, options.Listener.AeTitle, secure);
        }

        return Task.CompletedTask;
    }

    public async Task StopAsync(CancellationToken cancellationToken)
    {
        if (_server is not null)
        {
            await _server.StopAsync(s_stopLimit, cancellationToken);
        }
    }

    public async ValueTask DisposeAsync()
    {
        if (_server is not null)
        {
            await _server.DisposeAsync();
            _server = null;
        }
    }
}
