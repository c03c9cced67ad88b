using System.Data;
using DicomNode.Storage.Files;
using DicomNode.Storage.Rows;
using Microsoft.EntityFrameworkCore;

namespace DicomNode.Storage.Ledgers;

/// <summary>The series and what was decided about them.</summary>
public sealed partial class SeriesLedger(IDbContextFactory<NodeDbContext> contexts, TimeProvider clock, Calendar calendar, DataFolder folder)
{
    private DateTime Now => clock.GetUtcNow().UtcDateTime;

    /// <summary>Closes every series without a new instance since <paramref name="quietSince"/> that is not held open.</summary>
    /// <returns>UIDs of the series closed by this call.</returns>
    public async Task<IReadOnlyList<string>> CloseQuietAsync(DateTime quietSince, string closedBy, CancellationToken cancellationToken)
    {
        DateTime now = Now;
        await using NodeDbContext db = await contexts.CreateDbContextAsync(cancellationToken);
        IQueryable<Series> quiet = db.Series.Where(s => s.State == SeriesState.Receiving && s.QuietSince <= quietSince && (s.HoldUntil == null || s.HoldUntil <= now));
        List<string> closed = [];
        foreach (string uid in await quiet.Select(s => s.SeriesInstanceUid).ToListAsync(cancellationToken))
        {
            // the conditions stand in the UPDATE as well: an instance that came meanwhile keeps its series open
            if (await CloseAsync(quiet.Where(s => s.SeriesInstanceUid == uid), closedBy, now, cancellationToken) == 1)
            {
                closed.Add(uid);
            }
        }

        return closed;
    }

    /// <summary>Series without a new instance since <paramref name="settledSince"/> that are still open and not held.</summary>
    public async Task<IReadOnlyList<SettledSeries>> ListSettledAsync(DateTime settledSince, CancellationToken cancellationToken)
    {
        await using NodeDbContext db = await contexts.CreateDbContextAsync(cancellationToken);
        return await db.Series.AsNoTracking()
            .Where(s => s.State == SeriesState.Receiving && s.QuietSince <= settledSince && s.HoldUntil == null)
            .Select(s => new SettledSeries(s.StudyInstanceUid, s.SeriesInstanceUid, s.CallingAeTitle, s.LastInstanceAt, s.Instances.Count(i => !i.IsConflict)))
            .ToListAsync(cancellationToken);
    }

    /// <summary>Closes one series on positive evidence, without waiting for quiet.</summary>
    /// <param name="lastInstanceAt">Of the state that was weighed.</param>
    /// <returns>False: it is not receiving, or an instance came meanwhile.</returns>
    public async Task<bool> CloseAsync(string seriesInstanceUid, DateTime lastInstanceAt, string closedBy, CancellationToken cancellationToken)
    {
        await using NodeDbContext db = await contexts.CreateDbContextAsync(cancellationToken);
        IQueryable<Series> open = db.Series.Where(s => s.SeriesInstanceUid == seriesInstanceUid && s.State == SeriesState.Receiving && s.LastInstanceAt == lastInstanceAt);
        return await CloseAsync(open, closedBy, Now, cancellationToken) == 1;
    }

    /// <summary>Takes the longest closed series that nobody decides about.</summary>
    public async Task<SeriesClaim?> ClaimNextCompleteAsync(string owner, TimeSpan lease, CancellationToken cancellationToken)
    {
        DateTime now = Now;
        await using NodeDbContext db = await contexts.CreateDbContextAsync(cancellationToken);
        IQueryable<Series> free = db.Series.Where(s => s.State == SeriesState.Complete && (s.LeaseUntil == null || s.LeaseUntil <= now));
        while (await free.OrderBy(s => s.ClosedAt).AsNoTracking().FirstOrDefaultAsync(cancellationToken) is Series series)
        {
            long token = series.FencingToken + 1;
            int won = await free.Where(s => s.Id == series.Id && s.FencingToken == series.FencingToken).ExecuteUpdateAsync(
                set => set
                    .SetProperty(s => s.FencingToken, token)
                    .SetProperty(s => s.Owner, owner)
                    .SetProperty(s => s.LeaseUntil, now + lease)
                    .SetProperty(s => s.Attempts, s => s.Attempts + 1),
                cancellationToken);
            if (won == 1)
            {
                return new SeriesClaim(series.Id, series.SeriesInstanceUid, series.Generation, token);
            }
        }

        return null;
    }

    /// <summary>The stack looks unfinished: open again, not to be closed before <paramref name="until"/> unless an instance comes.</summary>
    /// <returns>False here and below: the claim is no longer good, nothing was changed.</returns>
    public Task<bool> HoldOpenAsync(SeriesClaim claim, DateTime until, string reason, CancellationToken cancellationToken) =>
        DecideAsync(claim, SeriesEvent.HeldOpen, reason, until, cancellationToken);

    public Task<bool> MarkIncompleteAsync(SeriesClaim claim, string reason, CancellationToken cancellationToken) =>
        DecideAsync(claim, SeriesEvent.FoundIncomplete, reason, null, cancellationToken);

    public Task<bool> MarkNotRoutedAsync(SeriesClaim claim, string reason, CancellationToken cancellationToken) =>
        DecideAsync(claim, SeriesEvent.NoRoute, reason, null, cancellationToken);

    public Task<bool> FailAsync(SeriesClaim claim, string reason, CancellationToken cancellationToken) =>
        DecideAsync(claim, SeriesEvent.JobFailed, reason, null, cancellationToken);

    /// <summary>Queues the jobs of a closed series. A job that exists is not made a second time, unless a result of it was lost; one that failed is tried again.</summary>
    /// <param name="verdict">What the geometry check said.</param>
    public async Task<bool> RouteAsync(SeriesClaim claim, string verdict, IReadOnlyList<NewJob> jobs, CancellationToken cancellationToken)
    {
        ArgumentOutOfRangeException.ThrowIfZero(jobs.Count, nameof(jobs));
        DateTime now = Now;
        await using NodeDbContext db = await contexts.CreateDbContextAsync(cancellationToken);
        HashSet<long> lost = await JobsWithLostResultsAsync(db, claim, cancellationToken); // reads files: before the index is held
        await using var transaction = await db.Database.BeginTransactionAsync(IsolationLevel.Serializable, cancellationToken);
        int good = await Claimed(db, claim).ExecuteUpdateAsync(
            set => set.SetProperty(s => s.Reason, verdict).SetProperty(s => s.Owner, (string?)null).SetProperty(s => s.LeaseUntil, (DateTime?)null),
            cancellationToken);
        if (good == 0)
        {
            return false;
        }

        List<Job> known = await db.Jobs.Where(j => j.SeriesId == claim.SeriesId).ToListAsync(cancellationToken);
        foreach (NewJob wanted in jobs)
        {
            Job? job = known.Find(j => j.ModelId == wanted.ModelId && j.ModelVersion == wanted.ModelVersion && j.InputDigest == wanted.InputDigest);
            if (job is null)
            {
                job = await NewAsync(db, claim, wanted, now, cancellationToken);
                known.Add(job);
                db.Jobs.Add(job);
            }

            job.State = JobLife.Next(job.State, job.State == JobState.Done && lost.Contains(job.Id) ? JobEvent.ResultLost : JobEvent.Requested);
            job.Generation = claim.Generation;
            job.NotBefore = null;
            job.Priority = Math.Max(job.Priority, wanted.Priority);
            job.Outputs = [.. job.Outputs.Union(wanted.Outputs)]; // two routes may want one model
            job.Destinations = [.. job.Destinations.Union(wanted.Destinations)];
        }

        await db.SaveChangesAsync(cancellationToken);
        await db.Deliveries.Where(d => d.State == DeliveryState.Superseded && d.Result!.Job!.SeriesId == claim.SeriesId && d.Result.Job.Generation == claim.Generation)
            .ExecuteUpdateAsync(set => set.SetProperty(d => d.State, DeliveryLife.Next(DeliveryState.Superseded, DeliveryEvent.Restored)).SetProperty(d => d.NextAttemptAt, now), cancellationToken);
        await SeriesSettlement.RunAsync(db, claim.SeriesId, isRouting: true, cancellationToken);
        await transaction.CommitAsync(cancellationToken);
        return true;
    }

    /// <summary>An operator wants the models to run: the series is decided about again.</summary>
    /// <returns>Null: no such series. False: it is still receiving.</returns>
    public async Task<bool?> RequestSegmentationAsync(string seriesInstanceUid, CancellationToken cancellationToken)
    {
        await using NodeDbContext db = await contexts.CreateDbContextAsync(cancellationToken);
        await using var transaction = await db.Database.BeginTransactionAsync(IsolationLevel.Serializable, cancellationToken);
        Series? series = await db.Series.SingleOrDefaultAsync(s => s.SeriesInstanceUid == seriesInstanceUid, cancellationToken);
        if (series is null || series.State == SeriesState.Receiving)
        {
            return series is null ? null : false;
        }

        series.State = SeriesLife.Next(series.State, SeriesEvent.SegmentRequested);
        series.ClosedAt ??= Now;
        await db.SaveChangesAsync(cancellationToken);
        await transaction.CommitAsync(cancellationToken);
        return true;
    }

    private static IQueryable<Series> Claimed(NodeDbContext db, SeriesClaim claim) => db.Series.Where(
        s => s.Id == claim.SeriesId && s.State == SeriesState.Complete && s.FencingToken == claim.FencingToken && s.Generation == claim.Generation);

    private static Task<int> CloseAsync(IQueryable<Series> series, string closedBy, DateTime now, CancellationToken cancellationToken)
    {
        SeriesState next = SeriesLife.Next(SeriesState.Receiving, SeriesEvent.Closed);
        return series.ExecuteUpdateAsync(
            set => set
                .SetProperty(s => s.State, next)
                .SetProperty(s => s.ClosedBy, closedBy)
                .SetProperty(s => s.ClosedAt, now)
                .SetProperty(s => s.Attempts, 0)
                .SetProperty(s => s.LeaseUntil, (DateTime?)null),
            cancellationToken);
    }

    private async Task<bool> DecideAsync(SeriesClaim claim, SeriesEvent decision, string reason, DateTime? holdUntil, CancellationToken cancellationToken)
    {
        SeriesState next = SeriesLife.Next(SeriesState.Complete, decision);
        await using NodeDbContext db = await contexts.CreateDbContextAsync(cancellationToken);
        return await Claimed(db, claim).ExecuteUpdateAsync(
            set => set
                .SetProperty(s => s.State, next)
                .SetProperty(s => s.Reason, reason)
                .SetProperty(s => s.HoldUntil, holdUntil)
                .SetProperty(s => s.Owner, (string?)null)
                .SetProperty(s => s.LeaseUntil, (DateTime?)null),
            cancellationToken) == 1;
    }

    private async Task<HashSet<long>> JobsWithLostResultsAsync(NodeDbContext db, SeriesClaim claim, CancellationToken cancellationToken)
    {
        var kept = await db.Results.Where(r => r.Job!.SeriesId == claim.SeriesId && r.Job.State == JobState.Done)
            .Select(r => new { r.JobId, r.Path, r.Sha256 }).ToListAsync(cancellationToken);
        return [.. kept.Where(r => !folder.Holds(r.Path, r.Sha256)).Select(r => r.JobId)];
    }

    private async Task<Job> NewAsync(NodeDbContext db, SeriesClaim claim, NewJob wanted, DateTime now, CancellationToken cancellationToken)
    {
        FormerJob? former = await db.FormerJobs.FindAsync([claim.SeriesInstanceUid, wanted.ModelId, wanted.ModelVersion, wanted.InputDigest], cancellationToken);
        DateTime date = calendar.UtcNow;
        return new()
        {
            SeriesId = claim.SeriesId,
            Priority = wanted.Priority,
            ModelId = wanted.ModelId,
            ModelVersion = wanted.ModelVersion,
            InputDigest = wanted.InputDigest,
            Outputs = [.. wanted.Outputs],
            Destinations = [.. wanted.Destinations],
            CreatedAt = now,
            ResultTime = former?.ResultTime ?? new DateTime(date.Ticks - (date.Ticks % TimeSpan.TicksPerSecond), DateTimeKind.Utc), // DICOM objects carry whole seconds
            WasDoneBefore = former is not null,
        };
    }
}
