using System.Collections.Concurrent;

namespace DicomNode.Sending;

/// <summary>At most one sender per peer, each by itself: a slow peer delays no other.</summary>
internal sealed class Outbox(DestinationSender sender, ILogger<Outbox> logger) : IHostedService, IDisposable
{
    private readonly ConcurrentDictionary<string, Task> _running = new(StringComparer.OrdinalIgnoreCase);
    private readonly CancellationTokenSource _stopping = new();

    /// <summary>Sends what is due for the peer, unless that is being done already.</summary>
    public void Wake(string destination)
    {
        if (!_stopping.IsCancellationRequested && (!_running.TryGetValue(destination, out Task? running) || running.IsCompleted))
        {
            _running[destination] = Task.Run(() => SendAsync(destination), CancellationToken.None);
        }
    }

    public Task StartAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public async Task StopAsync(CancellationToken cancellationToken)
    {
        await _stopping.CancelAsync();
        await Task.WhenAll(_running.Values).WaitAsync(cancellationToken);
    }

    public void Dispose() => _stopping.Dispose();

    private async Task SendAsync(string destination)
    {
        try
        {
            await sender.RunAsync(destination, _stopping.Token);
        }
        catch (OperationCanceledException)
        {
            // the node stops; what was not sent is due at the next start
        }
        catch (Exception e) // the unit of work ends here: the lease runs out and the next look tries again
        {
            SendingLog.Faulted(logger, destination, e);
        }
    }
}
