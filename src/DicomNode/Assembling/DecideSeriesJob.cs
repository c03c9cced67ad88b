using DicomNode.Configuration;
using DicomNode.Dicom.Data;
using DicomNode.Dicom.Encoding;
using DicomNode.Dicom.Pixels;
using DicomNode.Segmentation.Pipeline;
using DicomNode.Segmenting;
using DicomNode.Storage;
using DicomNode.Storage.Files;
using DicomNode.Storage.Ledgers;
using DicomNode.Storage.Rows;
using Quartz;

namespace DicomNode.Assembling;

/// <summary>Examines the geometry of closed series and queues the models that their routes name.</summary>
[DisallowConcurrentExecution]
internal sealed class DecideSeriesJob(
    SeriesLedger ledger, RouteTable routes, ModelCatalog models, IFrameDecoder decoder, ArchiveInquiries inquiries, DataFolder folder,
    NodeOptions options, NodeIdentity node, IHostApplicationLifetime lifetime, ILogger<DecideSeriesJob> logger) : IJob
{
    private static readonly TimeSpan s_lease = TimeSpan.FromMinutes(5);

    public async ValueTask Execute(IJobExecutionContext context, CancellationToken cancellationToken)
    {
        while (!lifetime.ApplicationStopping.IsCancellationRequested && await ledger.ClaimNextCompleteAsync(node.Name, s_lease, cancellationToken) is SeriesClaim claim)
        {
            Failpoint.Reach(StateBoundary.SeriesClaimed);
            try
            {
                await DecideAsync(claim, cancellationToken);
            }
            catch (Exception e) when (e is DicomDataException or IOException or ModelException)
            {
                AssemblingLog.Failed(logger, claim.SeriesInstanceUid, e.Message);
                await ledger.FailAsync(claim, e.Message, cancellationToken);
            }
            catch (Exception e) when (e is not OperationCanceledException && !IndexTrouble.Is(e)) // the unit of work ends here: the other series go on
            {
                AssemblingLog.Faulted(logger, claim.SeriesInstanceUid, e);
                await ledger.FailAsync(claim, $"A fault of the node ({e.GetType().Name}); its log has the details.", cancellationToken);
            }
            finally
            {
                inquiries.Forget(claim.SeriesInstanceUid);
            }
        }
    }

    private async Task DecideAsync(SeriesClaim claim, CancellationToken cancellationToken)
    {
        Series series = (await ledger.FindAsync(claim.SeriesInstanceUid, cancellationToken))!;
        Instance[] instances = [.. (await ledger.InstancesAsync(claim.SeriesInstanceUid, cancellationToken)).Where(i => !i.IsConflict)];
        var source = await Task.Run(() => SourceImages.Examine([.. instances.Select(i => folder.FullPath(i.Path))], decoder, cancellationToken), cancellationToken);
        bool wasHeld = series.HoldUntil is not null;
        string? shortage = (await CountAsync(series, wasHeld, cancellationToken))?.Shortage(instances.Length);
        switch (SeriesDecision.Of(source.Volumes, source.Headers is [DicomFile first, ..] ? routes.Match(first) : [], shortage, series.QuietSince, wasHeld, options.Assembling))
        {
            case SeriesDecision.Segment segment:
                string[] digests = [.. segment.Volumes.Select(v => InputDigest.Of(v.Slices.Select(i => instances[i])))];
                await ledger.RouteAsync(claim, segment.Reason, [.. segment.Routes.SelectMany(r => digests.Select(d => Job(r, d)))], cancellationToken);
                Failpoint.Reach(StateBoundary.SeriesRouted);
                AssemblingLog.Routed(logger, claim.SeriesInstanceUid, string.Join(", ", segment.Routes.Select(r => r.Model).Distinct()), segment.Reason);
                break;
            case SeriesDecision.Wait wait:
                await ledger.HoldOpenAsync(claim, wait.Until, wait.Reason, cancellationToken);
                AssemblingLog.HeldOpen(logger, claim.SeriesInstanceUid, wait.Until, wait.Reason);
                break;
            case SeriesDecision.LeaveAlone leave:
                await ledger.MarkNotRoutedAsync(claim, leave.Reason, cancellationToken);
                AssemblingLog.NotRouted(logger, claim.SeriesInstanceUid, leave.Reason);
                break;
            case SeriesDecision.Refuse refuse:
                await ledger.MarkIncompleteAsync(claim, refuse.Reason, cancellationToken);
                AssemblingLog.Incomplete(logger, claim.SeriesInstanceUid, refuse.Reason);
                break;
        }
    }

    /// <summary>What the archive said before the series closed; after it was waited for, what it says now.</summary>
    private async Task<ArchiveCount?> CountAsync(Series series, bool wasHeld, CancellationToken cancellationToken)
    {
        if (!wasHeld)
        {
            return inquiries.Known(series.SeriesInstanceUid, series.LastInstanceAt);
        }

        inquiries.Forget(series.SeriesInstanceUid);
        return await inquiries.About(series.StudyInstanceUid, series.SeriesInstanceUid, series.CallingAeTitle, series.LastInstanceAt, cancellationToken);
    }

    private NewJob Job(RouteOptions route, string digest) => new(
        route.Model, models.Get(route.Model).Manifest.Version, digest, [.. route.Outputs.Select(o => ResultKinds.NameOf(ResultKinds.Of(o)))], [.. route.SendTo.Select(NameOf)], route.Priority);

    /// <summary>As the peer writes it: what is kept of a delivery is compared letter by letter.</summary>
    private string NameOf(string destination) => options.Peers.First(p => p.Name.Equals(destination, StringComparison.OrdinalIgnoreCase)).Name;
}
