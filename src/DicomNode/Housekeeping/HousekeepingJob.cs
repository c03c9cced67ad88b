using DicomNode.Configuration;
using DicomNode.Receiving;
using DicomNode.SeriesLogging;
using DicomNode.Storage.Files;
using DicomNode.Storage.Ledgers;
using Quartz;

namespace DicomNode.Housekeeping;

/// <summary>
/// Removes series whose time has come, and when the disk runs short the oldest delivered ones before their time. Never what is not delivered.
/// </summary>
[DisallowConcurrentExecution]
internal sealed class HousekeepingJob(
    InstanceIndexer indexer, SeriesRemoval removal, DataFolder folder, SeriesLogQueue logs, NodeOptions options, TimeProvider clock, ILogger<HousekeepingJob> logger) : IJob
{
    private const int MaxPerRun = 200;
    private const double GiB = 1L << 30;

    public async ValueTask Execute(IJobExecutionContext context, CancellationToken cancellationToken)
    {
        await indexer.CatchUpIfOwedAsync(cancellationToken);
        await removal.DeleteFilesAsync(cancellationToken); // what an earlier run could not
        DateTime now = clock.GetUtcNow().UtcDateTime;
        await RemoveAsync(await removal.DeliveredAsync(now - options.Retention.KeepDelivered, OwingProof, MaxPerRun, cancellationToken), "Retention:KeepDelivered", () => true, cancellationToken);
        await RemoveAsync(await removal.OthersAsync(now - options.Retention.KeepOthers, OwingProof, MaxPerRun, cancellationToken), "Retention:KeepOthers", () => true, cancellationToken);
        if (IsShort)
        {
            await RemoveAsync(await removal.DeliveredAsync(now, OwingProof, MaxPerRun, cancellationToken), "Retention:MakeRoomBelowGiB", () => IsShort, cancellationToken);
            if (IsShort)
            {
                HousekeepingLog.NothingToRemove(logger, folder.FreeBytes / GiB, options.Retention.MakeRoomBelowGiB);
            }
        }
    }

    /// <summary>Of the configuration: a peer that is none any more cannot be asked, and what it took is taken as kept.</summary>
    private IEnumerable<string> OwingProof => options.Peers.Where(p => p.Proof != ProofOfStorage.None).Select(p => p.Name);

    private bool IsShort => folder.FreeBytes < options.Retention.MakeRoomBelowGiB * GiB;

    private async Task RemoveAsync(IReadOnlyList<RemovableSeries> candidates, string rule, Func<bool> isWanted, CancellationToken cancellationToken)
    {
        foreach (RemovableSeries series in candidates)
        {
            if (!isWanted())
            {
                return;
            }

            if (await removal.RemoveAsync(series, cancellationToken))
            {
                HousekeepingLog.Removed(logger, series.SeriesInstanceUid, rule);
                logs.Remove(series.SeriesInstanceUid); // after the line above
            }
        }
    }
}
