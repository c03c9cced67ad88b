namespace DicomNode.Hosting;

/// <summary>
/// The node's clock: UTC as the machine had it when the node started, and the monotonic time since. It never jumps, so nothing is closed early and nothing waits
/// for a day when somebody sets the machine's clock. What people read in result objects is taken from <see cref="Storage.Calendar"/> instead.
/// </summary>
/// <remarks>Timers and time stamps are monotonic in .NET already and are passed on.</remarks>
internal sealed class SteadyClock(TimeProvider machine) : TimeProvider
{
    private readonly DateTimeOffset _start = machine.GetUtcNow();
    private readonly long _startedAt = machine.GetTimestamp();

    /// <summary>The machine's clock as it is now: for certificates, which are valid by the date of everybody else.</summary>
    public TimeProvider Machine => machine;

    /// <summary>How far the machine's clock was set since the start.</summary>
    public TimeSpan MachineIsAheadBy => machine.GetUtcNow() - GetUtcNow();

    public override TimeZoneInfo LocalTimeZone => machine.LocalTimeZone;

    public override long TimestampFrequency => machine.TimestampFrequency;

    public override DateTimeOffset GetUtcNow() => _start + machine.GetElapsedTime(_startedAt);

    public override long GetTimestamp() => machine.GetTimestamp();

    public override ITimer CreateTimer(TimerCallback callback, object? state, TimeSpan dueTime, TimeSpan period) => machine.CreateTimer(callback, state, dueTime, period);
}
