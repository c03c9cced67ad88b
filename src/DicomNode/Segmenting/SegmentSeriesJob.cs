using DicomNode.Dicom.Data;
using DicomNode.Gate;
using DicomNode.Observability.Traces;
using DicomNode.Segmentation.Inference;
using DicomNode.Segmentation.Pipeline;
using DicomNode.Segmentation.Volumes;
using DicomNode.SeriesLogging;
using DicomNode.Storage;
using DicomNode.Storage.Files;
using DicomNode.Storage.Ledgers;
using Quartz;

namespace DicomNode.Segmenting;

/// <summary>Takes the jobs that are due, one after the other: a machine with one GPU runs one segmentation at a time.</summary>
[DisallowConcurrentExecution]
internal sealed class SegmentSeriesJob(
    JobLedger ledger, JobRunner runner, NodeIdentity node, SegmentingMetrics metrics, SeriesTracer tracer, GateReport gate, TimeProvider clock, IHostApplicationLifetime lifetime, ILogger<SegmentSeriesJob> logger) : IJob
{
    private const int MaxAttempts = 5;
    private static readonly TimeSpan s_lease = TimeSpan.FromMinutes(1), s_renewal = TimeSpan.FromSeconds(15), s_retryDelay = TimeSpan.FromSeconds(30), s_busyPause = TimeSpan.FromSeconds(5);

    public async ValueTask Execute(IJobExecutionContext context, CancellationToken cancellationToken)
    {
        CancellationToken stopping = lifetime.ApplicationStopping;
        while (!stopping.IsCancellationRequested && await ledger.ClaimNextAsync(node.Name, s_lease, stopping) is JobClaim claim)
        {
            await RunAsync(claim, stopping);
            await tracer.EndAsync(claim.Job.Series!.SeriesInstanceUid, stopping);
        }
    }

    private async Task RunAsync(JobClaim claim, CancellationToken stopping)
    {
        string series = claim.Job.Series!.SeriesInstanceUid, model = claim.Job.ModelId;
        using IDisposable scope = logger.OfSeries([series, .. claim.Job.Inputs.Select(i => i.Series!.SeriesInstanceUid)]);
        Failpoint.Reach(StateBoundary.JobClaimed);
        SegmentingLog.Started(logger, series, model, claim.Job.Attempts);
        using CancellationTokenSource work = CancellationTokenSource.CreateLinkedTokenSource(stopping);
        Task renewing = KeepLeaseAsync(claim, work);
        metrics.Started(claim.Job);
        JobRun run = new(claim.Job, clock.GetUtcNow());
        try
        {
            using SegmentationOutcome made = await runner.RunAsync(claim, work.Token);
            run.Made(made.Report, clock.GetUtcNow());
            Failpoint.Reach(StateBoundary.JobSegmented);
            IReadOnlyList<NewResult> results = await runner.KeepAsync(claim, made, work.Token);
            JobRecord record = runner.RecordOf(claim, made);
            if (await BookAsync(claim, results, record, made.Report, work.Token))
            {
                Failpoint.Reach(StateBoundary.JobCompleted);
                run.Outcome = "done";
                metrics.Made(claim.Job, made.Report, results.Count);
                gate.Tell(claim.Job, made.Report.Findings, record.Holds);
                SegmentingLog.Finished(logger, series, model, results.Count, made.Report.Provider, (clock.GetUtcNow() - run.Start).TotalSeconds);
            }
            else
            {
                run.Outcome = "overtaken";
                SegmentingLog.Overtaken(logger, series, model);
            }
        }
        catch (OperationCanceledException) when (stopping.IsCancellationRequested)
        {
            run.Outcome = "put_back";
            await ledger.PutBackAsync(claim, "The node was stopped.", clock.GetUtcNow().UtcDateTime, CancellationToken.None);
        }
        catch (OperationCanceledException)
        {
            run.Outcome = "overtaken";
            SegmentingLog.Overtaken(logger, series, model); // the lease is lost, the row is somebody else's
        }
        catch (Exception e) when (IndexTrouble.Is(e))
        {
            run.Outcome = "put_back";
            throw; // nothing can be booked now; when the lease has run out the job is taken up again
        }
        catch (ResultNotKeptException e)
        {
            run.Outcome = "put_back";
            SegmentingLog.PutBack(logger, series, model, e.Message);
            TimeSpan delay = s_retryDelay * Math.Pow(2, Math.Min(claim.Job.Attempts - 1, 5)); // never given up: the disk's fault is not the job's
            await ledger.PutBackAsync(claim, e.Message, (clock.GetUtcNow() + delay).UtcDateTime, CancellationToken.None);
        }
        catch (ModelException e)
        {
            run.Outcome = "blocked";
            SegmentingLog.Blocked(logger, series, model, e.Message);
            await ledger.BlockAsync(claim, e.Message, CancellationToken.None);
        }
        catch (Exception e) when (e is IOException or InferenceException { IsTransient: true } && claim.Job.Attempts < MaxAttempts)
        {
            run.Outcome = "put_back";
            SegmentingLog.PutBack(logger, series, model, e.Message);
            await ledger.PutBackAsync(claim, e.Message, (clock.GetUtcNow() + s_retryDelay).UtcDateTime, CancellationToken.None);
        }
        catch (Exception e) when (e is VolumeException or InferenceException or DicomDataException or IOException)
        {
            SegmentingLog.Failed(logger, series, model, e.Message);
            await ledger.FailAsync(claim, e.Message, CancellationToken.None);
        }
        catch (Exception e) // the unit of work ends here: the queue goes on
        {
            SegmentingLog.Faulted(logger, series, model, e);
            await ledger.FailAsync(claim, $"A fault of the node ({e.GetType().Name}); its log has the details.", CancellationToken.None);
        }
        finally
        {
            DateTimeOffset ended = clock.GetUtcNow();
            metrics.Ended(run, ended);
            tracer.Ran(run, ended);
            await work.CancelAsync();
            await renewing;
        }
    }

    /// <summary>The work is done and its files are there: an index that is busy is waited for.</summary>
    /// <returns>False: the claim is no longer good.</returns>
    private async Task<bool> BookAsync(JobClaim claim, IReadOnlyList<NewResult> results, JobRecord record, SegmentationReport report, CancellationToken cancellationToken)
    {
        Dictionary<string, double> seconds = report.Stages.ToDictionary(s => s.Stage, s => s.Seconds);
        while (true)
        {
            try
            {
                return await ledger.CompleteAsync(claim, results, record, seconds, CancellationToken.None);
            }
            catch (Exception e) when (IndexTrouble.Is(e))
            {
                SegmentingLog.IndexBusy(logger, claim.Job.Series!.SeriesInstanceUid, claim.Job.ModelId, e.GetBaseException().Message);
                await Task.Delay(s_busyPause, clock, cancellationToken);
            }
        }
    }

    /// <summary>Renews the lease while the work goes on, and stops the work when the lease is lost.</summary>
    private async Task KeepLeaseAsync(JobClaim claim, CancellationTokenSource work)
    {
        try
        {
            using PeriodicTimer timer = new(s_renewal, clock);
            while (await timer.WaitForNextTickAsync(work.Token))
            {
                if (!await TryRenewAsync(claim, work.Token))
                {
                    await work.CancelAsync();
                }
            }
        }
        catch (OperationCanceledException)
        {
            // the work is done
        }
    }

    private async Task<bool> TryRenewAsync(JobClaim claim, CancellationToken cancellationToken)
    {
        try
        {
            return await ledger.RenewAsync(claim, s_lease, cancellationToken);
        }
        catch (Exception e) when (IndexTrouble.Is(e))
        {
            return true; // not known to be lost, and whoever wants it has the same trouble
        }
    }
}
