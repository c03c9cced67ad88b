namespace DicomNode.DicomNode.Tests.Hosting;

/// <summary>The machine's clock, as an administrator or NTP may set it: UTC jumps, time stamps and timers go on.</summary>
internal sealed class SettableClock : TimeProvider
{
    private long _offsetTicks;

    public override DateTimeOffset GetUtcNow() => System.GetUtcNow().AddTicks(Interlocked.Read(ref _offsetTicks));

    public void Set(TimeSpan by) => Interlocked.Add(ref _offsetTicks, by.Ticks);
}
