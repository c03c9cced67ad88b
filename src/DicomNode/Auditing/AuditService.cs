using DicomNode.Dicom.Auditing;
using DicomNode.Storage;
using DicomNode.Storage.Ledgers;

namespace DicomNode.Auditing;

/// <summary>Start and stop of the node, and instances that came in: each transfer becomes a message when it is over, and after a kill those that had none yet are looked up.</summary>
internal sealed class AuditService(
    AuditTrail trail, AuditMessages messages, ReceivedTransfers transfers, PatientLookup patients, Holdings holdings, TimeProvider clock, ILogger<AuditService> logger) : BackgroundService
{
    private static readonly TimeSpan s_look = TimeSpan.FromSeconds(0.5);
    private readonly ReceivedMark _mark = new(trail.Folder);
    private DateTime? _written;

    public override async Task StartAsync(CancellationToken cancellationToken)
    {
        if (trail.IsOn)
        {
            trail.Record(messages.Application(starts: true));
            await RecoverAsync(cancellationToken);
            _mark.Write(clock.GetUtcNow().UtcDateTime); // before anything can come in
            await base.StartAsync(cancellationToken);
        }
    }

    public override async Task StopAsync(CancellationToken cancellationToken)
    {
        await base.StopAsync(cancellationToken);
        if (trail.IsOn)
        {
            await RecordAsync(all: true, cancellationToken); // the listener has stopped
            trail.Record(messages.Application(starts: false));
            await WaitUntilKeptAsync(cancellationToken);
            _mark.WriteClean();
        }
    }

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        using PeriodicTimer timer = new(s_look, clock);
        while (await timer.WaitForNextTickAsync(stoppingToken))
        {
            try
            {
                DateTime until = await RecordAsync(all: false, stoppingToken);
                if (_written is null || until - _written >= ReceivedTransfers.Longest)
                {
                    await WaitUntilKeptAsync(stoppingToken);
                    _mark.Write(until);
                    _written = until;
                }
            }
            catch (Exception e) when (e is IOException or UnauthorizedAccessException)
            {
                AuditLog.NotWritten(logger, e.Message); // an older mark makes more messages than needed, never fewer
            }
            catch (Exception e) when (e is not OperationCanceledException) // the unit of work ends here: the node works on
            {
                AuditLog.Faulted(logger, e);
            }
        }
    }

    private async Task<DateTime> RecordAsync(bool all, CancellationToken cancellationToken)
    {
        (IReadOnlyList<ReceivedTransfer> over, DateTime until) = transfers.Take(all);
        foreach (ReceivedTransfer transfer in over)
        {
            AuditObject? patient = await patients.FindAsync(transfer.SopInstanceUid, cancellationToken);
            trail.Record(messages.Received(transfer.CallingAeTitle, transfer.From, transfer.Action, transfer.Study, patient, new(transfer.Since, TimeSpan.Zero)));
        }

        return until;
    }

    private async Task RecoverAsync(CancellationToken cancellationToken)
    {
        if (_mark.Read() is not { } since)
        {
            return;
        }

        try
        {
            IReadOnlyList<HeldTransfer> held = await holdings.ReceivedAfterAsync(since, cancellationToken);
            foreach (HeldTransfer transfer in held)
            {
                AuditObject? patient = await patients.FindAsync(transfer.SopInstanceUid, cancellationToken);
                trail.Record(messages.Received(
                    transfer.CallingAeTitle ?? "", null, AuditAction.Create, AuditObject.OfStudy(transfer.StudyInstanceUid, (transfer.SopClassUid, transfer.Instances)), patient, new(transfer.Since, TimeSpan.Zero)));
            }

            AuditLog.Recovered(logger, held.Count, since);
        }
        catch (Exception e) when (IndexTrouble.Is(e))
        {
            AuditLog.NotWritten(logger, $"what came in since {since:u} cannot be looked up: {e.GetBaseException().Message}");
        }
    }

    private async Task WaitUntilKeptAsync(CancellationToken cancellationToken)
    {
        long recorded = trail.Counts.Recorded;
        while (trail.Counts.Kept < recorded)
        {
            await Task.Delay(TimeSpan.FromMilliseconds(20), clock, cancellationToken);
        }
    }
}
