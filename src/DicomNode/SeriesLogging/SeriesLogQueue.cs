using System.Threading.Channels;

namespace DicomNode.SeriesLogging;

/// <summary>Lines on their way to the logs of their series. Whoever logs never waits for the disk: what does not fit is left out.</summary>
internal sealed class SeriesLogQueue
{
    private const int MaxWaiting = 10_000;
    private readonly Channel<(string Series, SeriesLogLine? Line)> _waiting =
        Channel.CreateBounded<(string, SeriesLogLine?)>(new BoundedChannelOptions(MaxWaiting) { FullMode = BoundedChannelFullMode.DropWrite, SingleReader = true });

    public ChannelReader<(string Series, SeriesLogLine? Line)> Waiting => _waiting.Reader;

    public void Add(string seriesInstanceUid, SeriesLogLine line) => _waiting.Writer.TryWrite((seriesInstanceUid, line));

    /// <summary>The series is gone: so is its log, after the lines that are on their way.</summary>
    public void Remove(string seriesInstanceUid) => _waiting.Writer.TryWrite((seriesInstanceUid, null));

    public void Complete() => _waiting.Writer.TryComplete();
}
