using DicomNode.Storage.Rows;
using Microsoft.EntityFrameworkCore;

namespace DicomNode.Storage.Ledgers;

/// <summary>Counts for metrics and overviews: a few statements over the tables of series, jobs and deliveries, and one that goes over every instance.</summary>
public sealed class IndexCensus(IDbContextFactory<NodeDbContext> contexts)
{
    /// <summary>What changes by the second; takes milliseconds.</summary>
    public async Task<IndexFigures> CountAsync(CancellationToken cancellationToken)
    {
        await using NodeDbContext db = await contexts.CreateDbContextAsync(cancellationToken);
        return new(
            await db.Series.GroupBy(s => s.State).ToDictionaryAsync(g => g.Key, g => g.Count(), cancellationToken),
            await db.Jobs.GroupBy(j => j.State).ToDictionaryAsync(g => g.Key, g => g.Count(), cancellationToken),
            await db.Jobs.Where(j => j.State == JobState.Queued).MinAsync(j => (DateTime?)j.CreatedAt, cancellationToken),
            await db.Deliveries.GroupBy(d => new { d.Destination, d.State })
                .Select(g => new DeliveryFigures(g.Key.Destination, g.Key.State, g.Count(), g.Min(d => d.TryingSince)))
                .ToListAsync(cancellationToken));
    }

    /// <summary>Goes over every instance and result: for once a minute.</summary>
    public async Task<StoreFigures> MeasureAsync(CancellationToken cancellationToken)
    {
        await using NodeDbContext db = await contexts.CreateDbContextAsync(cancellationToken);
        var instances = await db.Instances.GroupBy(_ => 1).Select(g => new { Count = g.LongCount(), Bytes = g.Sum(i => i.Bytes) }).FirstOrDefaultAsync(cancellationToken);
        var results = await db.Results.GroupBy(_ => 1).Select(g => new { Count = g.LongCount(), Bytes = g.Sum(r => r.Bytes) }).FirstOrDefaultAsync(cancellationToken);
        return new(instances?.Count ?? 0, instances?.Bytes ?? 0, results?.Count ?? 0, results?.Bytes ?? 0);
    }
}
