using System.Data;
using DicomNode.Storage.Files;
using DicomNode.Storage.Rows;
using Microsoft.EntityFrameworkCore;

namespace DicomNode.Storage.Ledgers;

public sealed partial class SeriesLedger
{
    /// <summary>
    /// Gives durable files their rows, in one transaction. A file that has a row is left as it is, so a batch may be recorded
    /// twice. If the database does not take it, nothing is lost: <see cref="InstanceIndex.CatchUpAsync"/> finds the files.
    /// </summary>
    /// <remarks>A new instance opens a closed series as its next generation; jobs of the old one are superseded. Repeats and conflicts do not.</remarks>
    /// <returns>How many were new.</returns>
    public async Task<int> RecordInstancesAsync(IReadOnlyCollection<ReceivedInstance> batch, CancellationToken cancellationToken)
    {
        DateTime now = Now;
        List<string> paths = [.. batch.Select(i => i.File.Path)];
        List<string> uids = [.. batch.Select(i => i.SeriesInstanceUid).Distinct()];
        await using NodeDbContext db = await contexts.CreateDbContextAsync(cancellationToken);
        await using var transaction = await db.Database.BeginTransactionAsync(IsolationLevel.Serializable, cancellationToken);
        await db.Removals.Where(r => paths.Contains(r.Path)).ExecuteDeleteAsync(cancellationToken); // sent again before they were deleted
        HashSet<string> known = [.. await db.Instances.Where(i => paths.Contains(i.Path)).Select(i => i.Path).ToListAsync(cancellationToken)];
        Dictionary<string, Series> series = await db.Series.Where(s => uids.Contains(s.SeriesInstanceUid)).ToDictionaryAsync(s => s.SeriesInstanceUid, cancellationToken);
        int added = 0;
        foreach (ReceivedInstance received in batch)
        {
            if (!series.TryGetValue(received.SeriesInstanceUid, out Series? home))
            {
                home = NewSeries(received);
                series.Add(received.SeriesInstanceUid, home);
                db.Series.Add(home);
            }

            if (known.Add(received.File.Path))
            {
                Instance row = NewInstance(received);
                row.IsLate = !row.IsConflict && late == LateInstances.Ignore
                    && home.State is SeriesState.Segmenting or SeriesState.Delivering or SeriesState.Done or SeriesState.Failed;
                home.Instances.Add(row);
                added++;
                if (row.IsInUse)
                {
                    Open(home);
                }
            }

            if (home.State == SeriesState.Receiving)
            {
                home.QuietSince = now; // not when it was received: the index may lag, and more may be waiting behind it
                home.LastInstanceAt = home.LastInstanceAt < received.ReceivedAt ? received.ReceivedAt : home.LastInstanceAt;
            }
        }

        await db.SaveChangesAsync(cancellationToken);
        foreach (Series opened in series.Values.Where(s => s is { Generation: > 1, State: SeriesState.Receiving }))
        {
            await TakeLateInstancesAsync(db, opened.Id, cancellationToken);
            await OvertakeAsync(db, opened, cancellationToken);
        }

        await transaction.CommitAsync(cancellationToken);
        Failpoint.Reach(StateBoundary.InstanceIndexed);
        return added;
    }

    /// <summary>What was made of the series before it grew is not its result any more. Series that it was used with are decided about again.</summary>
    private static async Task OvertakeAsync(NodeDbContext db, Series grown, CancellationToken cancellationToken)
    {
        IQueryable<Job> old = db.Jobs.Using(grown.Id).Overtaken();
        List<long> partners = await old.Where(j => j.State != JobState.Superseded).SelectMany(j => j.Inputs).Select(i => i.SeriesId).Where(id => id != grown.Id).Distinct().ToListAsync(cancellationToken);
        await old.Where(j => j.State != JobState.Done && j.State != JobState.Superseded).ExecuteUpdateAsync(
            set => set
                .SetProperty(j => j.State, JobState.Superseded)
                .SetProperty(j => j.Reason, "Instances came after the series was closed.")
                .SetProperty(j => j.FencingToken, j => j.FencingToken + 1), // who runs it now is too late
            cancellationToken);
        await DeliveryLedger.SupersedeAsync(
            db, db.Deliveries.Where(d => (d.State == DeliveryState.Pending || d.State == DeliveryState.Held) && (d.Result!.Job!.SeriesId == grown.Id || d.Result.Job.Inputs.Any(i => i.SeriesId == grown.Id))), cancellationToken);
        await ReconsiderAsync(
            db.Series.Where(s => partners.Contains(s.Id) && (s.State == SeriesState.Segmenting || s.State == SeriesState.Delivering || s.State == SeriesState.Done || s.State == SeriesState.Failed)),
            cancellationToken);
    }

    private static Task<int> TakeLateInstancesAsync(NodeDbContext db, long seriesId, CancellationToken cancellationToken) =>
        db.Instances.Where(i => i.SeriesId == seriesId && i.IsLate).ExecuteUpdateAsync(set => set.SetProperty(i => i.IsLate, false), cancellationToken);

    private static void Open(Series series)
    {
        series.HoldUntil = null;
        (series.Awaits, series.AwaitUntil) = ([], null);
        if (series.State == SeriesState.Receiving)
        {
            return;
        }

        series.State = SeriesLife.Next(series.State, SeriesEvent.InstanceStored);
        series.Generation++;
        series.FencingToken++; // a decision about the old generation is void
        (series.Owner, series.LeaseUntil, series.ClosedAt, series.ClosedBy, series.Reason) = (null, null, null, null, null);
    }

    private static Series NewSeries(ReceivedInstance received) => new()
    {
        SeriesInstanceUid = received.SeriesInstanceUid,
        StudyInstanceUid = received.StudyInstanceUid,
        FrameOfReferenceUid = received.FrameOfReferenceUid,
        Modality = received.Modality,
        CallingAeTitle = received.CallingAeTitle,
        FirstInstanceAt = received.ReceivedAt,
        LastInstanceAt = received.ReceivedAt,
    };

    private static Instance NewInstance(ReceivedInstance received) => new()
    {
        SopInstanceUid = received.SopInstanceUid,
        SopClassUid = received.SopClassUid,
        TransferSyntaxUid = received.TransferSyntaxUid,
        Path = received.File.Path,
        Sha256 = received.File.Sha256,
        Bytes = received.File.Bytes,
        CallingAeTitle = received.CallingAeTitle,
        ReceivedAt = received.ReceivedAt,
        IsConflict = DataFolder.IsConflict(received.File.Path),
    };
}
