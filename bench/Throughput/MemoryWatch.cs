namespace DicomNode.Bench;

/// <summary>The largest resident memory of a process tree while this lives, looked at ten times a second.</summary>
internal sealed class MemoryWatch : IAsyncDisposable
{
    private static readonly TimeSpan s_interval = TimeSpan.FromMilliseconds(100);
    private readonly ProcessTree _tree;
    private readonly CancellationTokenSource _end = new();
    private readonly Task _watching;

    public MemoryWatch(ProcessTree tree)
    {
        _tree = tree;
        _watching = Task.Run(WatchAsync);
    }

    public double PeakMiB { get; private set; }

    public async ValueTask DisposeAsync()
    {
        await _end.CancelAsync();
        await _watching;
        _end.Dispose();
    }

    private async Task WatchAsync()
    {
        while (!_end.IsCancellationRequested)
        {
            PeakMiB = Math.Max(PeakMiB, _tree.ResidentMiB);
            await Task.Delay(s_interval, _end.Token).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        }

        PeakMiB = Math.Max(PeakMiB, _tree.ResidentMiB);
    }
}
