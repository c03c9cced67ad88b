using DicomNode.Storage.Rows;
using Microsoft.EntityFrameworkCore;

namespace DicomNode.Storage.Ledgers;

/// <summary>What of the work did not come to its end, the latest first. Reads only.</summary>
public sealed class Troubles(IDbContextFactory<NodeDbContext> contexts)
{
    /// <summary>More of a kind are not read: who is told of that many is told of a number.</summary>
    public const int Most = 500;

    /// <summary>Deliveries that were given up, by peer.</summary>
    public Task<IReadOnlyList<Trouble>> DeadLettersAsync(CancellationToken cancellationToken) => ReadAsync(
        db => db.Deliveries.Where(d => d.State == DeliveryState.DeadLetter).OrderByDescending(d => d.NextAttemptAt)
            .Select(d => new Trouble(d.Destination, d.NextAttemptAt, d.Result!.Job!.Series!.SeriesInstanceUid, d.Result.Kind, d.LastStatus == null ? d.LastReason : null, d.LastStatus)),
        cancellationToken);

    /// <summary>Deliveries that wait for an operator, by peer.</summary>
    public Task<IReadOnlyList<Trouble>> HeldAsync(CancellationToken cancellationToken) => ReadAsync(
        db => db.Deliveries.Where(d => d.State == DeliveryState.Held).OrderByDescending(d => d.CreatedAt)
            .Select(d => new Trouble(d.Destination, d.CreatedAt, d.Result!.Job!.Series!.SeriesInstanceUid, d.Result.Kind, d.HoldReason, null)),
        cancellationToken);

    /// <summary>Segmentations that failed, by model.</summary>
    public Task<IReadOnlyList<Trouble>> FailedJobsAsync(DateTime since, CancellationToken cancellationToken) => ReadAsync(
        db => db.Jobs.Where(j => j.State == JobState.Failed && j.FinishedAt > since).OrderByDescending(j => j.FinishedAt)
            .Select(j => new Trouble(j.ModelId, j.FinishedAt!.Value, j.Series!.SeriesInstanceUid, j.ModelVersion, j.Reason, null)),
        cancellationToken);

    /// <summary>Series that were closed with a gap or another fault, or that others of their study did not come for, by the AE title that sent them.</summary>
    public Task<IReadOnlyList<Trouble>> IncompleteSeriesAsync(DateTime since, CancellationToken cancellationToken) => ReadAsync(
        db => db.Series.Where(s => (s.State == SeriesState.Incomplete || s.State == SeriesState.Unmatched) && s.ClosedAt > since).OrderByDescending(s => s.ClosedAt)
            .Select(s => new Trouble(s.CallingAeTitle ?? "", s.ClosedAt!.Value, s.SeriesInstanceUid, s.Modality ?? "", s.Reason, null)),
        cancellationToken);

    private async Task<IReadOnlyList<Trouble>> ReadAsync(Func<NodeDbContext, IQueryable<Trouble>> query, CancellationToken cancellationToken)
    {
        await using NodeDbContext db = await contexts.CreateDbContextAsync(cancellationToken);
        return await query(db).Take(Most).ToListAsync(cancellationToken);
    }
}
