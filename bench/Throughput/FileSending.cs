using DicomNode.Testing;

namespace DicomNode.Bench;

/// <summary>A program or our client sends a new series of files to a receiver.</summary>
internal sealed class FileSending(Meter meter, MadeImages images, int count) : IDisposable
{
    private const int WarmUp = 20;
    private readonly TempFolder _folder = new();

    public Way Way(string name, ISender sender, Receiver target, CancellationToken cancellationToken) => new(name, () => MeasureAsync(sender, target, count, cancellationToken));

    public Task WarmUpAsync(ISender sender, Receiver target, CancellationToken cancellationToken) => MeasureAsync(sender, target, WarmUp, cancellationToken);

    public void Dispose() => _folder.Dispose();

    private async Task<Measurement> MeasureAsync(ISender sender, Receiver target, int instances, CancellationToken cancellationToken)
    {
        IReadOnlyList<string> files = images.WriteTo(_folder.Path, instances);
        await sender.PrepareAsync(files, cancellationToken);
        return await meter.MeasureAsync(
            target,
            async () =>
            {
                long start = TimeProvider.System.GetTimestamp();
                await sender.SendAsync(target, files, cancellationToken);
                return new(instances, files.Sum(file => new FileInfo(file).Length), TimeProvider.System.GetElapsedTime(start).TotalSeconds);
            },
            cancellationToken);
    }
}
