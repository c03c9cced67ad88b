using DicomNode.Dicom.Auditing;

namespace DicomNode.Auditing;

/// <summary>Writes messages to the spool, as many at once as have come: one synchronisation of the disk for all of them.</summary>
internal sealed class AuditSpooler(AuditTrail trail, AuditMessages messages, TimeProvider clock, ILogger<AuditSpooler> logger) : BackgroundService
{
    private const int MostAtOnce = 500;
    private static readonly TimeSpan s_pause = TimeSpan.FromSeconds(1);
    private static readonly TimeSpan s_betweenAlarms = TimeSpan.FromMinutes(1);
    private long? _alarmed;

    /// <summary>Writes what has come; nothing more comes after this.</summary>
    public override async Task StopAsync(CancellationToken cancellationToken)
    {
        trail.Complete();
        await (ExecuteTask ?? Task.CompletedTask).WaitAsync(cancellationToken).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        await base.StopAsync(cancellationToken);
    }

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        if (trail.Spool is not { } spool)
        {
            return;
        }

        List<AuditMessage> batch = [];
        while (await trail.Messages.WaitToReadAsync(stoppingToken))
        {
            while (batch.Count < MostAtOnce && trail.Messages.TryRead(out AuditMessage? next))
            {
                batch.Add(next);
            }

            byte[][] frames = [.. batch.Select(ToFrame)];
            while (!TryAppend(spool, frames))
            {
                await Task.Delay(s_pause, clock, stoppingToken);
            }

            trail.Keep(batch.Count);
            batch.Clear();
        }
    }

    private static byte[] ToFrame(AuditMessage message) => SyslogFrame.Of(message.ToXml(), message.Event.At, message.Event.Outcome != AuditOutcome.Success);

    private bool TryAppend(AuditSpool spool, byte[][] frames)
    {
        try
        {
            if (trail.Lost is { } lost && spool.Append([ToFrame(messages.RecordingWasStopped(lost))]) == 1)
            {
                AuditLog.KeptAgain(logger, lost.Count);
                trail.ForgetLost();
            }

            int kept = trail.Lost is null ? spool.Append(frames) : 0;
            if (kept < frames.Length)
            {
                trail.Lose(frames.Length - kept);
                if (_alarmed is not long at || clock.GetElapsedTime(at) >= s_betweenAlarms)
                {
                    _alarmed = clock.GetTimestamp();
                    AuditLog.Lost(logger, trail.Lost!.Count, "the spool is full (Audit:SpoolMiB)");
                }
            }

            return true;
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            AuditLog.NotWritten(logger, e.Message);
            return false;
        }
    }
}
