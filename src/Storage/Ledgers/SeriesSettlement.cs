using DicomNode.Storage.Rows;
using Microsoft.EntityFrameworkCore;

namespace DicomNode.Storage.Ledgers;

/// <summary>After a job or a delivery moved: where its series stands now. Runs inside the transaction that moved it.</summary>
internal static class SeriesSettlement
{
    /// <summary>What the jobs of the current generation and their deliveries amount to.</summary>
    public static SeriesEvent Sum(IReadOnlyCollection<JobState> jobs, IReadOnlyCollection<DeliveryState> deliveries)
    {
        if (jobs.Any(j => j is JobState.Queued or JobState.Running or JobState.Blocked))
        {
            return SeriesEvent.JobsOpen;
        }

        if (jobs.Contains(JobState.Failed))
        {
            return SeriesEvent.JobFailed;
        }

        if (deliveries.Any(d => d is DeliveryState.Pending or DeliveryState.Sending))
        {
            return SeriesEvent.DeliveriesOpen;
        }

        return deliveries.Contains(DeliveryState.DeadLetter) ? SeriesEvent.DeliveryGivenUp : SeriesEvent.AllDelivered;
    }

    /// <param name="isRouting">The series is Complete and this is the decision about it. Otherwise a series that waits for instances or for a decision is left alone.</param>
    public static async Task RunAsync(NodeDbContext db, long seriesId, bool isRouting, CancellationToken cancellationToken)
    {
        Series series = await db.Series.AsNoTracking().SingleAsync(s => s.Id == seriesId, cancellationToken);
        bool isAtWork = series.State is SeriesState.Segmenting or SeriesState.Delivering or SeriesState.Done or SeriesState.Failed;
        if (!isAtWork && !isRouting)
        {
            return;
        }

        IQueryable<Job> current = db.Jobs.Where(j => j.SeriesId == seriesId && j.Generation == series.Generation);
        List<JobState> jobs = await current.Select(j => j.State).ToListAsync(cancellationToken);
        List<DeliveryState> deliveries = await current.SelectMany(j => j.Results).SelectMany(r => r.Deliveries).Select(d => d.State).ToListAsync(cancellationToken);
        SeriesState next = SeriesLife.Next(series.State, Sum(jobs, deliveries));
        await db.Series.Where(s => s.Id == seriesId).ExecuteUpdateAsync(set => set.SetProperty(s => s.State, next), cancellationToken);
    }
}
