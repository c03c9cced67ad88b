using Quartz;

namespace DicomNode.Hosting;

/// <summary>Notes when the schedule last began a job. Several are due every second, so silence means that it stands still.</summary>
internal sealed class SchedulePulse(TimeProvider clock) : IJobExecutionMiddleware
{
    private long _beganAt = clock.GetTimestamp();

    /// <summary>How long no job was begun.</summary>
    public TimeSpan Silence => clock.GetElapsedTime(Volatile.Read(ref _beganAt));

    public ValueTask Invoke(IJobExecutionContext context, JobExecutionDelegate next, CancellationToken cancellationToken)
    {
        Volatile.Write(ref _beganAt, clock.GetTimestamp());
        return next(context, cancellationToken);
    }
}
