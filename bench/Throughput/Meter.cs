using DicomNode.Testing;

namespace DicomNode.Bench;

/// <summary>Measures a receiver from outside, each time from the same start: disk written out, and memory in the kernel's hands.</summary>
internal sealed class Meter : IDisposable
{
    private const int TouchedMiB = 256;
    private static readonly TimeSpan s_workBehindAnswers = TimeSpan.FromMilliseconds(400);
    private readonly TempFolder _folder = new();

    public async Task<Measurement> MeasureAsync(Receiver receiver, Func<Task<Load>> load, CancellationToken cancellationToken)
    {
        await SettleAsync(cancellationToken);
        ProcessTree tree = new(receiver.ProcessId);
        double before = tree.ProcessorSeconds;
        MemoryWatch watch = new(tree);
        Load done;
        await using (watch)
        {
            done = await load();
            await Task.Delay(s_workBehindAnswers, cancellationToken);
        }

        return new(done, tree.ProcessorSeconds - before, watch.PeakMiB);
    }

    public void Dispose() => _folder.Dispose();

    /// <summary>
    /// Waits until nothing is to be written any more. Then writes and frees page cache: in a virtual machine the first use of a page costs
    /// time that has nothing to do with the receiver, which these pages have behind them.
    /// </summary>
    private async Task SettleAsync(CancellationToken cancellationToken)
    {
        await ExternalProcess.RunAsync("sync", [], cancellationToken: cancellationToken);
        string touched = _folder.Combine("touched");
        byte[] block = new byte[1 << 20];
        await using (FileStream file = new(touched, FileMode.Create, FileAccess.Write, FileShare.None, bufferSize: 0))
        {
            for (int i = 0; i < TouchedMiB; i++) { file.Write(block); }
        }

        File.Delete(touched);
    }
}
