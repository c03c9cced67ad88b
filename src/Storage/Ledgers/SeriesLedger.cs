using System.Data;
using DicomNode.Storage.Files;
using DicomNode.Storage.Rows;
using Microsoft.EntityFrameworkCore;

namespace DicomNode.Storage.Ledgers;

/// <summary>The series and what was decided about them.</summary>
/// <param name="late">What becomes of instances that come after their series was segmented.</param>
public sealed partial class SeriesLedger(IDbContextFactory<NodeDbContext> contexts, TimeProvider clock, Calendar calendar, DataFolder folder, LateInstances late = LateInstances.Supersede)
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
            .Select(s => new SettledSeries(s.StudyInstanceUid, s.SeriesInstanceUid, s.CallingAeTitle, s.LastInstanceAt, s.Instances.Count(i => !i.IsConflict && !i.IsLate)))
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

    /// <summary>A model needs further series of the study: the series waits for them.</summary>
    public Task<bool> AwaitAsync(SeriesClaim claim, AwaitedInputs awaited, CancellationToken cancellationToken) =>
        DecideAsync(claim, SeriesEvent.InputsAwaited, awaited.Reason, null, cancellationToken, awaited);

    /// <summary>They did not come.</summary>
    public Task<bool> MarkUnmatchedAsync(SeriesClaim claim, string reason, CancellationToken cancellationToken) =>
        DecideAsync(claim, SeriesEvent.InputsMissing, reason, null, cancellationToken);

    /// <summary>The decision needs something that is on its way: the series stays closed, and is taken up again at <paramref name="until"/>.</summary>
    public async Task<bool> PutOffAsync(SeriesClaim claim, DateTime until, CancellationToken cancellationToken)
    {
        await using NodeDbContext db = await contexts.CreateDbContextAsync(cancellationToken);
        return await Claimed(db, claim).ExecuteUpdateAsync(set => set.SetProperty(s => s.LeaseUntil, until).SetProperty(s => s.Owner, (string?)null), cancellationToken) == 1;
    }

    public Task<bool> MarkIncompleteAsync(SeriesClaim claim, string reason, CancellationToken cancellationToken) =>
        DecideAsync(claim, SeriesEvent.FoundIncomplete, reason, null, cancellationToken);

    public Task<bool> MarkNotRoutedAsync(SeriesClaim claim, string reason, CancellationToken cancellationToken) =>
        DecideAsync(claim, SeriesEvent.NoRoute, reason, null, cancellationToken);

    public Task<bool> FailAsync(SeriesClaim claim, string reason, CancellationToken cancellationToken) =>
        DecideAsync(claim, SeriesEvent.JobFailed, reason, null, cancellationToken);

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

    private async Task<bool> DecideAsync(
        SeriesClaim claim, SeriesEvent decision, string reason, DateTime? holdUntil, CancellationToken cancellationToken, AwaitedInputs? awaited = null)
    {
        (List<string> models, DateTime? until) = ([.. awaited?.Models ?? []], awaited?.Until);
        SeriesState next = SeriesLife.Next(SeriesState.Complete, decision);
        await using NodeDbContext db = await contexts.CreateDbContextAsync(cancellationToken);
        return await Claimed(db, claim).ExecuteUpdateAsync(
            set => set
                .SetProperty(s => s.State, next)
                .SetProperty(s => s.Reason, reason)
                .SetProperty(s => s.HoldUntil, holdUntil)
                .SetProperty(s => s.Awaits, models)
                .SetProperty(s => s.AwaitUntil, until)
                .SetProperty(s => s.Owner, (string?)null)
                .SetProperty(s => s.LeaseUntil, (DateTime?)null),
            cancellationToken) == 1;
    }
}
