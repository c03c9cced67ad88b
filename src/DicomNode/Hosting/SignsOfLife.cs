using DicomNode.Receiving;

namespace DicomNode.Hosting;

/// <summary>
/// Whether the node works, which is more than that its process is there: the listener takes who calls, and the schedule begins jobs. What a person has to mend (a disk, a
/// database that somebody holds, a model) is not looked at: a restart would not help.
/// </summary>
internal sealed class SignsOfLife(ListenerService listener, SchedulePulse schedule)
{
    /// <summary>A database that another program holds keeps every job for as long as SQLite waits, half a minute: that is no standstill.</summary>
    public static readonly TimeSpan LongestSilence = TimeSpan.FromSeconds(90);

    private (bool Waits, long Accepted) _last;

    /// <summary>Each call compares with the one before.</summary>
    /// <returns>What stands still; null: nothing.</returns>
    public string? FindStandstill()
    {
        (bool Waits, long Accepted) before = _last;
        _last = (listener.HasWaiting, listener.Accepted);
        return !listener.IsAccepting ? "the listener has ended"
            : before is { Waits: true } && _last == before ? "callers wait and the listener takes none"
            : schedule.Silence > LongestSilence ? $"the schedule has begun no job for {schedule.Silence.TotalSeconds:0} s"
            : null;
    }
}
