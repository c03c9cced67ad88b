using DicomNode.Storage;
using Quartz;

namespace DicomNode.Hosting;

/// <summary>
/// The stages' answer to an index that is locked, full or unreachable: the work stays where it is, the stages look again a little later, and the log says
/// so once per trouble instead of at every look.
/// </summary>
internal sealed partial class BusyIndex(IndexDamage damage, TimeProvider clock, ILogger<BusyIndex> logger) : IJobExecutionMiddleware
{
    private static readonly TimeSpan s_pause = TimeSpan.FromSeconds(5);
    private readonly Lock _gate = new();
    private long? _troubleAt;

    public async ValueTask Invoke(IJobExecutionContext context, JobExecutionDelegate next, CancellationToken cancellationToken)
    {
        if (IsPausing())
        {
            return;
        }

        try
        {
            await next(context, cancellationToken);
            End();
        }
        catch (Exception e) when (IndexTrouble.Is(e))
        {
            damage.LookAt(e);
            Begin(e);
        }
    }

    private bool IsPausing()
    {
        lock (_gate)
        {
            return _troubleAt is long at && clock.GetElapsedTime(at) < s_pause;
        }
    }

    private void Begin(Exception e)
    {
        lock (_gate)
        {
            if (_troubleAt is null)
            {
                Troubled(logger, e.GetBaseException().Message);
            }

            _troubleAt = clock.GetTimestamp();
        }
    }

    private void End()
    {
        lock (_gate)
        {
            if (_troubleAt is not null)
            {
                Over(logger);
            }

            _troubleAt = null;
        }
    }

    [LoggerMessage(8001, LogLevel.Error, "The index cannot be used ({Problem}). Receiving goes on; segmenting and sending wait. Look for another program that holds node.db, and at the disk.")]
    private static partial void Troubled(ILogger logger, string problem);

    [LoggerMessage(8002, LogLevel.Information, "The index can be used again.")]
    private static partial void Over(ILogger logger);
}
