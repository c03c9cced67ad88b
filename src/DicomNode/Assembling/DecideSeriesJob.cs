using DicomNode.Configuration;
using DicomNode.Dicom.Data;
using DicomNode.Dicom.Encoding;
using DicomNode.Dicom.Pixels;
using DicomNode.Observability.Traces;
using DicomNode.Segmenting;
using DicomNode.SeriesLogging;
using DicomNode.Storage;
using DicomNode.Storage.Files;
using DicomNode.Storage.Ledgers;
using DicomNode.Storage.Rows;
using Quartz;

namespace DicomNode.Assembling;

/// <summary>Examines the geometry of closed series and queues the models that their routes name.</summary>
[DisallowConcurrentExecution]
internal sealed class DecideSeriesJob(
    SeriesLedger ledger, RouteTable routes, JobPlanner planner, ImageJobs images, IFrameDecoder decoder, ArchiveInquiries inquiries, DataFolder folder,
    NodeOptions options, NodeIdentity node, AssemblingMetrics metrics, SeriesTracer tracer, TimeProvider clock, IHostApplicationLifetime lifetime, ILogger<DecideSeriesJob> logger) : IJob
{
    private static readonly TimeSpan s_lease = TimeSpan.FromMinutes(5);

    public async ValueTask Execute(IJobExecutionContext context, CancellationToken cancellationToken)
    {
        await ledger.ReconsiderOverdueAsync(cancellationToken);
        while (!lifetime.ApplicationStopping.IsCancellationRequested && await ledger.ClaimNextCompleteAsync(node.Name, s_lease, cancellationToken) is SeriesClaim claim)
        {
            using IDisposable scope = logger.OfSeries(claim.SeriesInstanceUid);
            Failpoint.Reach(StateBoundary.SeriesClaimed);
            try
            {
                if (!await DecideAsync(claim, cancellationToken))
                {
                    continue;
                }
            }
            catch (Exception e) when (e is DicomDataException or IOException)
            {
                metrics.Decided("failed");
                AssemblingLog.Failed(logger, claim.SeriesInstanceUid, e.Message);
                await ledger.FailAsync(claim, e.Message, cancellationToken);
            }
            catch (Exception e) when (e is not OperationCanceledException && !IndexTrouble.Is(e)) // the unit of work ends here: the other series go on
            {
                metrics.Decided("failed");
                AssemblingLog.Faulted(logger, claim.SeriesInstanceUid, e);
                await ledger.FailAsync(claim, $"A fault of the node ({e.GetType().Name}); its log has the details.", cancellationToken);
            }

            await tracer.EndAsync(claim.SeriesInstanceUid, cancellationToken);
            inquiries.Forget(claim.SeriesInstanceUid);
            await ledger.ReconsiderStudyAsync(claim, cancellationToken);
        }
    }

    /// <returns>False: what it needs to know is on its way, and the series is put off for a moment.</returns>
    private async Task<bool> DecideAsync(SeriesClaim claim, CancellationToken cancellationToken)
    {
        Series series = (await ledger.FindAsync(claim.SeriesInstanceUid, cancellationToken))!;
        metrics.Closed(series);
        bool wasHeld = series.HoldUntil is not null;
        Task<ArchiveCount?> count = Count(series, wasHeld);
        if (!count.IsCompleted)
        {
            await ledger.PutOffAsync(claim, (clock.GetUtcNow() + Schedule.Beat).UtcDateTime, cancellationToken);
            return false;
        }

        Instance[] instances = [.. (await ledger.InstancesAsync(claim.SeriesInstanceUid, cancellationToken)).Where(i => i.IsInUse)];
        var source = await Task.Run(() => SourceImages.Examine([.. instances.Select(i => folder.FullPath(i.Path))], decoder, cancellationToken), cancellationToken);
        string? shortage = count.IsCompletedSuccessfully ? (await count)?.Shortage(instances.Length) : null;
        IReadOnlyList<RouteOptions> matched = source.Headers is [DicomFile first, ..] ? routes.Match(first) : [];
        RouteOptions[] ofSeries = [.. matched.Where(r => !images.IsOfImages(r))];
        NewJob[] ofImages = images.AreWanted ? [.. source.Headers.Zip(instances).SelectMany(i => images.Of(i.First, i.Second.SopInstanceUid, i.Second.Sha256))] : [];
        if (ofImages.Length > 0 && ofSeries.Length == 0)
        {
            await RouteAsync(claim, $"{ofImages.Select(j => j.SopInstanceUid).Distinct().Count()} of {instances.Length} images are segmented, each by itself{images.LeftOut}.", new(ofImages, null, null, null), cancellationToken);
            tracer.Decided(series, instances);
            return true;
        }

        switch (SeriesDecision.Of(source.Volumes, ofSeries, shortage, series.QuietSince, wasHeld, options.Assembling))
        {
            case SeriesDecision.Segment segment:
                JobPlan plan = await planner.PlanAsync(series, source, instances, segment, cancellationToken);
                await RouteAsync(claim, segment.Reason, plan with { Jobs = [.. plan.Jobs, .. ofImages] }, cancellationToken);
                break;
            case SeriesDecision.Wait wait:
                await QueueAsync(series, ofImages, cancellationToken);
                await ledger.HoldOpenAsync(claim, wait.Until, wait.Reason, cancellationToken);
                metrics.Decided("held_open");
                AssemblingLog.HeldOpen(logger, claim.SeriesInstanceUid, wait.Until, wait.Reason);
                return true;
            case SeriesDecision.LeaveAlone leave when (NewJob[])[.. planner.Hindered(ofSeries, instances), .. ofImages] is { Length: > 0 } jobs:
                await RouteAsync(claim, leave.Reason, new(jobs, null, null, null), cancellationToken);
                break;
            case SeriesDecision.LeaveAlone leave:
                await LeaveAsync(claim, leave.Reason, cancellationToken);
                break;
            case SeriesDecision.Refuse refuse:
                await QueueAsync(series, ofImages, cancellationToken);
                await ledger.MarkIncompleteAsync(claim, refuse.Reason, cancellationToken);
                metrics.Decided("incomplete");
                AssemblingLog.Incomplete(logger, claim.SeriesInstanceUid, refuse.Reason);
                break;
        }

        tracer.Decided(series, instances);
        return true;
    }

    /// <summary>Images go their own way, whatever is wrong with the series.</summary>
    private async Task QueueAsync(Series series, NewJob[] ofImages, CancellationToken cancellationToken)
    {
        foreach (NewJob job in ofImages)
        {
            await ledger.QueueForInstanceAsync(series.SeriesInstanceUid, job, cancellationToken);
        }
    }

    private async Task RouteAsync(SeriesClaim claim, string verdict, JobPlan plan, CancellationToken cancellationToken)
    {
        if (plan.Jobs.Count > 0)
        {
            if (!await ledger.RouteAsync(claim, plan.Missing is null ? verdict : $"{verdict} {plan.Missing}", plan.Jobs, cancellationToken, plan.Awaited))
            {
                await ledger.PutOffAsync(claim, (clock.GetUtcNow() + Schedule.Beat).UtcDateTime, cancellationToken); // another series of the study has moved meanwhile
                return;
            }

            Failpoint.Reach(StateBoundary.SeriesRouted);
            metrics.Decided("routed");
            AssemblingLog.Routed(logger, claim.SeriesInstanceUid, string.Join(", ", plan.Jobs.Select(j => j.ModelId).Distinct()), verdict);
        }
        else if (plan.Awaited is AwaitedInputs awaited)
        {
            await ledger.AwaitAsync(claim, awaited with { Reason = $"{verdict} {awaited.Reason}" }, cancellationToken);
            metrics.Decided("awaiting");
            AssemblingLog.Awaiting(logger, claim.SeriesInstanceUid, awaited.Reason);
        }
        else if (plan.Missing is string missing)
        {
            await ledger.MarkUnmatchedAsync(claim, $"{verdict} {missing}", cancellationToken);
            metrics.Decided("unmatched");
            AssemblingLog.Incomplete(logger, claim.SeriesInstanceUid, missing);
        }
        else
        {
            await LeaveAsync(claim, $"{verdict} {plan.Passed}", cancellationToken);
        }
    }

    private async Task LeaveAsync(SeriesClaim claim, string reason, CancellationToken cancellationToken)
    {
        await ledger.MarkNotRoutedAsync(claim, reason, cancellationToken);
        metrics.Decided("not_routed");
        AssemblingLog.NotRouted(logger, claim.SeriesInstanceUid, reason);
    }

    /// <summary>What the archive said before the series closed; after it was waited for, what it says now.</summary>
    private Task<ArchiveCount?> Count(Series series, bool wasHeld) => wasHeld
        ? inquiries.About(series.StudyInstanceUid, series.SeriesInstanceUid, series.CallingAeTitle, series.HoldUntil!.Value, lifetime.ApplicationStopping)
        : Task.FromResult(inquiries.Known(series.SeriesInstanceUid, series.LastInstanceAt));
}
