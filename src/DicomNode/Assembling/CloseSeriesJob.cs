using System.Globalization;
using DicomNode.Configuration;
using DicomNode.Receiving;
using DicomNode.Storage;
using DicomNode.Storage.Ledgers;
using Quartz;

namespace DicomNode.Assembling;

/// <summary>A series is closed on evidence that all of it is here, or without any after the quiet period.</summary>
[DisallowConcurrentExecution]
internal sealed class CloseSeriesJob(
    SeriesLedger ledger, InstanceIndexer indexer, SeriesArrivals arrivals, ArchiveInquiries inquiries, NodeOptions options, TimeProvider clock,
    IHostApplicationLifetime lifetime, ILogger<CloseSeriesJob> logger) : IJob
{
    public async ValueTask Execute(IJobExecutionContext context, CancellationToken cancellationToken)
    {
        if (indexer.IsBehind)
        {
            return; // the rows look quiet because nothing is noted
        }

        TimeSpan quiet = options.Assembling.QuietPeriod;
        if (options.Assembling.SettlePeriod < quiet)
        {
            await CloseOnEvidenceAsync(Since(options.Assembling.SettlePeriod), cancellationToken);
        }

        string closedBy = string.Create(CultureInfo.InvariantCulture, $"no new instance for {quiet.TotalSeconds:0.###} s");
        foreach (string series in await ledger.CloseQuietAsync(Since(quiet), closedBy, cancellationToken))
        {
            AssemblingLog.Closed(logger, series, closedBy);
            Failpoint.Reach(StateBoundary.SeriesClosed);
        }
    }

    private async Task CloseOnEvidenceAsync(DateTime settledSince, CancellationToken cancellationToken)
    {
        foreach (SettledSeries series in await ledger.ListSettledAsync(settledSince, cancellationToken))
        {
            Task<ArchiveCount?> answer = inquiries.About(series.StudyInstanceUid, series.SeriesInstanceUid, series.CallingAeTitle, series.LastInstanceAt, lifetime.ApplicationStopping);
            if (answer.IsCompletedSuccessfully
                && Completeness.Evidence(series.Instances, arrivals.Of(series.SeriesInstanceUid), answer.Result) is string evidence
                && await ledger.CloseAsync(series.SeriesInstanceUid, series.LastInstanceAt, evidence, cancellationToken))
            {
                AssemblingLog.Closed(logger, series.SeriesInstanceUid, evidence);
                Failpoint.Reach(StateBoundary.SeriesClosed);
            }
        }
    }

    private DateTime Since(TimeSpan period) => (clock.GetUtcNow() - period).UtcDateTime;
}
