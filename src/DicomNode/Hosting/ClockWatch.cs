namespace DicomNode.Hosting;

/// <summary>Says in the log that the machine's clock was set while the node ran: the times in the API are then by the old one until the next start.</summary>
internal sealed partial class ClockWatch(SteadyClock clock, ILogger<ClockWatch> logger) : BackgroundService
{
    private static readonly TimeSpan s_look = TimeSpan.FromSeconds(10);

    /// <summary>Less is drift, which the monotonic clock of the system follows by itself.</summary>
    private static readonly TimeSpan s_jump = TimeSpan.FromSeconds(2);

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        TimeSpan told = TimeSpan.Zero;
        using PeriodicTimer timer = new(s_look, clock);
        while (await timer.WaitForNextTickAsync(stoppingToken))
        {
            TimeSpan ahead = clock.MachineIsAheadBy;
            if ((ahead - told).Duration() >= s_jump)
            {
                told = ahead;
                ClockSet(logger, ahead);
            }
        }
    }

    [LoggerMessage(8000, LogLevel.Warning, "The clock of this machine was set and is {Ahead} ahead of the node's. Nothing that waits is touched by it; a restart takes the new time over.")]
    private static partial void ClockSet(ILogger logger, TimeSpan ahead);
}
