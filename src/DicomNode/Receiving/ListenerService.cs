using System.Net;
using DicomNode.Configuration;
using DicomNode.Dicom.Dictionary;
using DicomNode.Dicom.Network;

namespace DicomNode.Receiving;

/// <summary>Runs the DICOM server from start to graceful stop.</summary>
internal sealed class ListenerService(
    NodeOptions options, InstanceReceiver receiver, PeerPolicy policy, NetworkLog log, TimeProvider clock, ILogger<ListenerService> logger) : IHostedService, IAsyncDisposable
{
    private static readonly TimeSpan s_stopLimit = TimeSpan.FromSeconds(20);
    private DicomServer? _server;

    /// <summary>Where it listens; null before the start.</summary>
    public IPEndPoint? EndPoint => _server?.EndPoint;

    /// <summary>Open connections.</summary>
    public int Connections => _server?.Connections ?? 0;

    /// <exception cref="ListenFailedException">The port is taken, or the address is not ours.</exception>
    public Task StartAsync(CancellationToken cancellationToken)
    {
        _server = new(
            new DicomServerOptions
            {
                AeTitle = options.Listener.AeTitle,
                Address = IPAddress.Parse(options.Listener.Address),
                Port = options.Listener.Port,
                MaxPduLength = options.Listener.MaxPduLength,
                MaxAssociations = options.Listener.MaxAssociations,
                // what the volume builder can read; a deflated stream would hide the series it belongs to until it is inflated
                TransferSyntaxes = [Uids.ExplicitVrLittleEndian, Uids.ImplicitVrLittleEndian],
                Policy = policy,
                Observer = log,
            },
            receiver,
            clock);
        _server.Start();
        ReceivingLog.Listening(logger, options.Listener.AeTitle, _server.EndPoint!);
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
