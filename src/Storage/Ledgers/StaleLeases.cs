using DicomNode.Storage.Rows;
using Microsoft.EntityFrameworkCore;

namespace DicomNode.Storage.Ledgers;

/// <summary>
/// Claims of a process that is gone. The data folder belongs to one node at a time (<see cref="NodeDatabase.StartAsync"/>), so at its start every
/// lease in it is a dead one: what a crash interrupted goes on at once, not when the lease would have run out.
/// </summary>
public sealed class StaleLeases(IDbContextFactory<NodeDbContext> contexts)
{
    /// <summary>Call it after the folder is locked and before anything claims.</summary>
    /// <returns>How many claims were ended.</returns>
    public async Task<int> EndAsync(CancellationToken cancellationToken)
    {
        DateTime over = DateTime.UnixEpoch;
        await using NodeDbContext db = await contexts.CreateDbContextAsync(cancellationToken);
        int series = await db.Series.Where(s => s.State == SeriesState.Complete && s.LeaseUntil > over)
            .ExecuteUpdateAsync(set => set.SetProperty(s => s.LeaseUntil, over), cancellationToken);
        int jobs = await db.Jobs.Where(j => j.State == JobState.Running && j.LeaseUntil > over)
            .ExecuteUpdateAsync(set => set.SetProperty(j => j.LeaseUntil, over), cancellationToken);
        int deliveries = await db.Deliveries.Where(d => d.State == DeliveryState.Sending && d.LeaseUntil > over)
            .ExecuteUpdateAsync(set => set.SetProperty(d => d.LeaseUntil, over), cancellationToken);
        return series + jobs + deliveries;
    }
}
