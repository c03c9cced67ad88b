using DicomNode.Storage.Rows;
using Microsoft.EntityFrameworkCore;

namespace DicomNode.Storage.Ledgers;

/// <summary>The work in figures. Each is answered by an index that begins with the state: instances are never counted.</summary>
public sealed class WorkOverview(IDbContextFactory<NodeDbContext> contexts)
{
    public async Task<WorkCounts> CountAsync(CancellationToken cancellationToken)
    {
        await using NodeDbContext db = await contexts.CreateDbContextAsync(cancellationToken);
        return new(
            await db.Series.GroupBy(s => s.State).ToDictionaryAsync(g => g.Key, g => g.Count(), cancellationToken),
            await db.Jobs.GroupBy(j => j.State).ToDictionaryAsync(g => g.Key, g => g.Count(), cancellationToken),
            await db.Jobs.Where(j => j.State == JobState.Queued).MinAsync(j => (DateTime?)j.CreatedAt, cancellationToken),
            await db.Deliveries.GroupBy(d => d.State).ToDictionaryAsync(g => g.Key, g => g.Count(), cancellationToken),
            await db.Deliveries.Where(d => d.State == DeliveryState.Pending).MinAsync(d => (DateTime?)d.TryingSince, cancellationToken));
    }
}
