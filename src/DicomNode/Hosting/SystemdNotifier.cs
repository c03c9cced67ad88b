using DicomNode.Receiving;
using DicomNode.Storage;
using Microsoft.Extensions.Diagnostics.HealthChecks;

namespace DicomNode.Hosting;

/// <summary>
/// Tells systemd how the node fares (<c>Type=notify</c>): it is ready when everything has started, which is after the index has caught up and the ports are open; a start that takes
/// long gets more time while it moves; the watchdog hears of it while it works; <c>systemctl status</c> shows what <c>/health/ready</c> would say. Without systemd it does nothing.
/// </summary>
internal sealed class SystemdNotifier(
    SystemdSettings systemd, SignsOfLife life, InstanceIndex index, ListenerService listener, HealthCheckService health, TimeProvider clock, ILogger<SystemdNotifier> logger)
    : IHostedLifecycleService, IAsyncDisposable
{
    /// <summary>A start may take this long without the index moving.</summary>
    private static readonly TimeSpan s_longestStandstill = TimeSpan.FromMinutes(10);

    private static readonly TimeSpan s_look = TimeSpan.FromSeconds(5);
    private static readonly TimeSpan s_statusLook = TimeSpan.FromSeconds(30);
    private readonly CancellationTokenSource _running = new();
    private readonly CancellationTokenSource _starting = new();
    private SystemdSocket? _socket;
    private Task _work = Task.CompletedTask;

    public Task StartingAsync(CancellationToken cancellationToken)
    {
        if (systemd.Socket is string name)
        {
            _socket = new(name);
            _work = WatchStartAsync(_socket, _starting.Token);
        }

        return Task.CompletedTask;
    }

    public Task StartAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public async Task StartedAsync(CancellationToken cancellationToken)
    {
        if (_socket is null)
        {
            return;
        }

        await _starting.CancelAsync();
        await _work;
        _socket.Ready();
        _work = Task.WhenAll(WatchAsync(_socket, _running.Token), TellStatusAsync(_socket, _running.Token));
    }

    public async Task StoppingAsync(CancellationToken cancellationToken)
    {
        _socket?.Stopping();
        await EndAsync();
    }

    public Task StopAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public Task StoppedAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public async ValueTask DisposeAsync()
    {
        await EndAsync();
        _socket?.Dispose();
        _socket = null;
        _starting.Dispose();
        _running.Dispose();
    }

    private async Task EndAsync()
    {
        await _starting.CancelAsync();
        await _running.CancelAsync();
        await _work;
    }

    /// <summary>An index of millions of files is made again in an hour, not in the minute that systemd gives.</summary>
    private async Task WatchStartAsync(SystemdSocket socket, CancellationToken cancellationToken)
    {
        long examined = 0;
        using PeriodicTimer timer = new(s_look, clock);
        while (await NextAsync(timer, cancellationToken))
        {
            if (index.Examined is long now && now > examined)
            {
                examined = now;
                socket.ExtendStart(s_longestStandstill);
                socket.Status($"Starting: {examined} files compared with the index.");
            }
        }
    }

    /// <summary>Looks four times as often as systemd wants to hear, so that one bad look is not the end.</summary>
    private async Task WatchAsync(SystemdSocket socket, CancellationToken cancellationToken)
    {
        if (systemd.Watchdog is not TimeSpan patience)
        {
            return;
        }

        string? told = null;
        using PeriodicTimer timer = new(patience / 4, clock);
        do
        {
            string? standstill = life.FindStandstill();
            if (standstill is null)
            {
                socket.Alive();
            }

            if (standstill is not null && told is null)
            {
                SystemdLog.Standstill(logger, standstill, patience);
            }
            else if (standstill is null && told is not null)
            {
                SystemdLog.Moves(logger);
            }

            told = standstill;
        }
        while (await NextAsync(timer, cancellationToken));
    }

    /// <summary>Beside the watchdog: a check may wait for a database or a server.</summary>
    private async Task TellStatusAsync(SystemdSocket socket, CancellationToken cancellationToken)
    {
        using PeriodicTimer timer = new(s_statusLook, clock);
        do
        {
            try
            {
                socket.Status(Describe(await health.CheckHealthAsync(cancellationToken)));
            }
            catch (OperationCanceledException) when (cancellationToken.IsCancellationRequested)
            {
                return;
            }
        }
        while (await NextAsync(timer, cancellationToken));
    }

    private string Describe(HealthReport report)
    {
        string ports = string.Join(" and ", new[] { listener.EndPoint, listener.SecureEndPoint }.Where(p => p is not null));
        string[] wrong = [.. report.Entries.Where(e => e.Value.Status != HealthStatus.Healthy).Select(e => $"{e.Key}: {e.Value.Description}")];
        return wrong.Length == 0 ? $"Ready. DICOM on {ports}, {listener.Connections} connections." : $"{report.Status}. {string.Join(" ", wrong)}";
    }

    private static async Task<bool> NextAsync(PeriodicTimer timer, CancellationToken cancellationToken)
    {
        try
        {
            return await timer.WaitForNextTickAsync(cancellationToken);
        }
        catch (OperationCanceledException)
        {
            return false;
        }
    }
}
