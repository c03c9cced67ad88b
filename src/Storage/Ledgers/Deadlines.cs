using System.Data;
using DicomNode.Storage.Rows;
using Microsoft.EntityFrameworkCore;

namespace DicomNode.Storage.Ledgers;

/// <summary>
/// The times in rows that something waits for, as opposed to those that only say when something was. Within a process they are compared with a clock that
/// does not jump; between two nobody knows what the machine's clock did, so they begin anew.
/// </summary>
public sealed class Deadlines(IDbContextFactory<NodeDbContext> contexts, TimeProvider clock)
{
    /// <summary>
    /// Quiet time is counted from now on, because senders were cut off as well; what waited for another attempt is due; a wait for missing
    /// slices keeps its length.
    /// </summary>
    public async Task BeginAnewAsync(CancellationToken cancellationToken)
    {
        DateTime now = clock.GetUtcNow().UtcDateTime;
        await using NodeDbContext db = await contexts.CreateDbContextAsync(cancellationToken);
        await using var transaction = await db.Database.BeginTransactionAsync(IsolationLevel.Serializable, cancellationToken);
        foreach (Series series in await db.Series.Where(s => s.State == SeriesState.Receiving).ToListAsync(cancellationToken))
        {
            series.HoldUntil += series.QuietSince > now ? now - series.QuietSince : TimeSpan.Zero; // the clock went back
            series.QuietSince = now;
        }

        await db.Jobs.Where(j => j.State == JobState.Queued && j.NotBefore != null)
            .ExecuteUpdateAsync(set => set.SetProperty(j => j.NotBefore, (DateTime?)null), cancellationToken);
        await db.Deliveries.Where(d => d.State == DeliveryState.Pending && d.NextAttemptAt > now)
            .ExecuteUpdateAsync(set => set.SetProperty(d => d.NextAttemptAt, now), cancellationToken);
        await db.Deliveries.Where(d => d.TryingSince > now).ExecuteUpdateAsync(set => set.SetProperty(d => d.TryingSince, now), cancellationToken);
        await db.SaveChangesAsync(cancellationToken);
        await transaction.CommitAsync(cancellationToken);
    }
}
