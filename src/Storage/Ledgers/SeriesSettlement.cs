using DicomNode.Storage.Rows;
using Microsoft.EntityFrameworkCore;

namespace DicomNode.Storage.Ledgers;

/// <summary>After a job or a delivery moved: where its series stand now. Runs inside the transaction that moved it.</summary>
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

        if (deliveries.Any(d => d is DeliveryState.Pending or DeliveryState.Sending or DeliveryState.Held))
        {
            return SeriesEvent.DeliveriesOpen;
        }

        return deliveries.Contains(DeliveryState.DeadLetter) ? SeriesEvent.DeliveryGivenUp : SeriesEvent.AllDelivered;
    }

    /// <summary>Of all series that go into a job.</summary>
    public static async Task OfJobAsync(NodeDbContext db, long jobId, CancellationToken cancellationToken)
    {
        Job job = await db.Jobs.AsNoTracking().Include(j => j.Inputs).SingleAsync(j => j.Id == jobId, cancellationToken);
        foreach (long series in job.Inputs.Select(i => i.SeriesId).Append(job.SeriesId).Distinct())
        {
            await RunAsync(db, series, isRouting: false, cancellationToken);
        }
    }

    /// <param name="isRouting">The series is Complete and this is the decision about it. Otherwise a series that waits for instances or for a decision is left alone.</param>
    public static async Task RunAsync(NodeDbContext db, long seriesId, bool isRouting, CancellationToken cancellationToken)
    {
        Series series = await db.Series.AsNoTracking().SingleAsync(s => s.Id == seriesId, cancellationToken);
        if (!isRouting && series.State is (SeriesState.Receiving or SeriesState.Complete or SeriesState.Incomplete))
        {
            return;
        }

        IQueryable<Job> current = db.Jobs.Using(seriesId).Current().Where(j => j.State != JobState.Superseded);
        List<JobState> jobs = await current.Select(j => j.State).ToListAsync(cancellationToken);
        if (jobs.Count == 0 && !isRouting)
        {
            return; // nothing speaks for a change
        }

        List<DeliveryState> deliveries = await current.SelectMany(j => j.Results).SelectMany(r => r.Deliveries).Select(d => d.State).ToListAsync(cancellationToken);
        SeriesEvent sum = Sum(jobs, deliveries);
        if (series.AwaitUntil is not null && (sum == SeriesEvent.AllDelivered || jobs.Count == 0))
        {
            sum = SeriesEvent.InputsAwaited; // what could be done is done; another model needs more
        }

        SeriesState next = SeriesLife.Next(series.State, sum);
        await db.Series.Where(s => s.Id == seriesId).ExecuteUpdateAsync(set => set.SetProperty(s => s.State, next), cancellationToken);
    }
}
