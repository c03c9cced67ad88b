using System.Data;
using DicomNode.Storage.Rows;
using Microsoft.EntityFrameworkCore;

namespace DicomNode.Storage.Ledgers;

public sealed partial class SeriesLedger
{
    /// <summary>Queues the jobs of a closed series. A job that exists is not made a second time, unless a result of it was lost; one that failed is tried again.</summary>
    /// <param name="verdict">What the geometry check said.</param>
    /// <param name="awaited">What other models wait for.</param>
    /// <returns>False: the claim is no longer good, or a further series of a job has changed; the decision is to be made again.</returns>
    public async Task<bool> RouteAsync(SeriesClaim claim, string verdict, IReadOnlyList<NewJob> jobs, CancellationToken cancellationToken, AwaitedInputs? awaited = null)
    {
        ArgumentOutOfRangeException.ThrowIfZero(jobs.Count, nameof(jobs));
        DateTime now = Now;
        (List<string> models, DateTime? until) = ([.. awaited?.Models ?? []], awaited?.Until);
        await using NodeDbContext db = await contexts.CreateDbContextAsync(cancellationToken);
        HashSet<long> lost = await JobsWithLostResultsAsync(db, claim, cancellationToken); // reads files: before the index is held
        await using var transaction = await db.Database.BeginTransactionAsync(IsolationLevel.Serializable, cancellationToken);
        if (!await AreAsTheyWereAsync(db, claim, jobs, cancellationToken))
        {
            return false;
        }

        int good = await Claimed(db, claim).ExecuteUpdateAsync(
            set => set
                .SetProperty(s => s.Reason, awaited == null ? verdict : $"{verdict} {awaited.Reason}")
                .SetProperty(s => s.Awaits, models)
                .SetProperty(s => s.AwaitUntil, until)
                .SetProperty(s => s.Owner, (string?)null)
                .SetProperty(s => s.LeaseUntil, (DateTime?)null),
            cancellationToken);
        if (good == 0)
        {
            return false;
        }

        await DropUnknowingAsync(db, claim, jobs, cancellationToken);
        List<Job> queued = [];
        foreach (NewJob wanted in jobs)
        {
            queued.Add(await QueueAsync(db, claim.SeriesId, claim.Generation, wanted, lost, now, cancellationToken));
        }

        await FinishAsync(db, queued, now, cancellationToken);
        await SeriesSettlement.RunAsync(db, claim.SeriesId, isRouting: true, cancellationToken);
        await transaction.CommitAsync(cancellationToken);
        return true;
    }

    /// <summary>Queues a job on one image, whatever becomes of its series.</summary>
    /// <returns>False: there is no such series, or the job was made before.</returns>
    public async Task<bool> QueueForInstanceAsync(string seriesInstanceUid, NewJob wanted, CancellationToken cancellationToken)
    {
        ArgumentException.ThrowIfNullOrEmpty(wanted.SopInstanceUid);
        await using NodeDbContext db = await contexts.CreateDbContextAsync(cancellationToken);
        await using var transaction = await db.Database.BeginTransactionAsync(IsolationLevel.Serializable, cancellationToken);
        if (await db.Series.AsNoTracking().SingleOrDefaultAsync(s => s.SeriesInstanceUid == seriesInstanceUid, cancellationToken) is not Series series
            || await db.Jobs.AnyAsync(
                j => j.SeriesId == series.Id && j.ModelId == wanted.ModelId && j.ModelVersion == wanted.ModelVersion && j.InputDigest == wanted.InputDigest, cancellationToken))
        {
            return false;
        }

        Job job = await QueueAsync(db, series.Id, series.Generation, wanted, [], Now, cancellationToken);
        await FinishAsync(db, [job], Now, cancellationToken);
        await transaction.CommitAsync(cancellationToken);
        return true;
    }

    /// <summary>An operator wants the models to run: the series is decided about again, with the instances that came late.</summary>
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

        if (await TakeLateInstancesAsync(db, series.Id, cancellationToken) > 0)
        {
            Open(series);
            series.State = SeriesLife.Next(series.State, SeriesEvent.Closed);
            series.ClosedBy = "an operator asked for the instances that came late";
            series.ClosedAt = Now;
            await db.SaveChangesAsync(cancellationToken);
            await OvertakeAsync(db, series, cancellationToken);
        }
        else
        {
            series.State = SeriesLife.Next(series.State, SeriesEvent.SegmentRequested);
            series.ClosedAt ??= Now;
            await db.SaveChangesAsync(cancellationToken);
        }

        await transaction.CommitAsync(cancellationToken);
        return true;
    }

    /// <summary>The other series of a job have the generations that were looked at, and nobody adds to them or decides about them now.</summary>
    private static async Task<bool> AreAsTheyWereAsync(NodeDbContext db, SeriesClaim claim, IReadOnlyList<NewJob> jobs, CancellationToken cancellationToken)
    {
        foreach (NewJobInput input in jobs.SelectMany(j => j.Inputs).Where(i => i.SeriesId != claim.SeriesId).Distinct())
        {
            if (!await db.Series.AnyAsync(
                s => s.Id == input.SeriesId && s.Generation == input.Generation && s.State != SeriesState.Receiving && s.State != SeriesState.Complete, cancellationToken))
            {
                return false;
            }
        }

        return true;
    }

    /// <summary>Jobs that were made while a model could not be read, and that are made anew now.</summary>
    private static Task<int> DropUnknowingAsync(NodeDbContext db, SeriesClaim claim, IReadOnlyList<NewJob> jobs, CancellationToken cancellationToken)
    {
        string[] stillHindered = [.. jobs.Where(j => j.Hindrance is not null).Select(j => j.ModelId)];
        return db.Jobs.Where(j => j.SeriesId == claim.SeriesId && j.State == JobState.Blocked && j.ModelVersion == "" && !stillHindered.Contains(j.ModelId))
            .ExecuteDeleteAsync(cancellationToken);
    }

    private async Task<Job> QueueAsync(
        NodeDbContext db, long decidedSeriesId, int decidedGeneration, NewJob wanted, HashSet<long> lost, DateTime now, CancellationToken cancellationToken)
    {
        long seriesId = wanted.ReferenceSeriesId ?? decidedSeriesId;
        int generation = wanted.Inputs.FirstOrDefault(i => i.SeriesId == seriesId)?.Generation ?? decidedGeneration;
        bool Is(Job j) => j.SeriesId == seriesId && j.ModelId == wanted.ModelId && j.ModelVersion == wanted.ModelVersion && j.InputDigest == wanted.InputDigest;
        Job? job = db.Jobs.Local.FirstOrDefault(Is) ?? await db.Jobs.Include(j => j.Inputs).SingleOrDefaultAsync(
            j => j.SeriesId == seriesId && j.ModelId == wanted.ModelId && j.ModelVersion == wanted.ModelVersion && j.InputDigest == wanted.InputDigest, cancellationToken);
        if (job is null)
        {
            job = await NewAsync(db, seriesId, wanted, now, cancellationToken);
            db.Jobs.Add(job);
        }

        job.State = wanted.Hindrance is null ? JobLife.Next(job.State, job.State == JobState.Done && lost.Contains(job.Id) ? JobEvent.ResultLost : JobEvent.Requested) : JobLife.Next(JobState.Queued, JobEvent.Hindered);
        job.Reason = wanted.Hindrance ?? job.Reason;
        job.Generation = generation;
        job.NotBefore = null;
        job.Priority = Math.Max(job.Priority, wanted.Priority);
        job.Outputs = [.. job.Outputs.Union(wanted.Outputs)]; // two routes may want one model
        job.Destinations = [.. job.Destinations.Union(wanted.Destinations)];
        foreach ((JobInput input, NewJobInput looked) in job.Inputs.OrderBy(i => i.Position).Zip(wanted.Inputs))
        {
            input.Generation = looked.Generation;
        }

        return job;
    }

    /// <summary>Saves the jobs; what was not sent of them because something came late, and is their result after all, is sent; the other series follow.</summary>
    private static async Task FinishAsync(NodeDbContext db, List<Job> jobs, DateTime now, CancellationToken cancellationToken)
    {
        await db.SaveChangesAsync(cancellationToken);
        List<long> ids = [.. jobs.Select(j => j.Id)];
        DeliveryState restored = DeliveryLife.Next(DeliveryState.Superseded, DeliveryEvent.Restored), held = DeliveryLife.Next(restored, DeliveryEvent.HeldBack);
        await db.Deliveries.Where(d => d.State == DeliveryState.Superseded && ids.Contains(d.Result!.JobId))
            .ExecuteUpdateAsync(set => set.SetProperty(d => d.State, d => d.HoldReason == null ? restored : held).SetProperty(d => d.NextAttemptAt, now), cancellationToken);
        foreach (Job job in jobs.Where(j => j.Inputs.Count > 0))
        {
            await EndWaitingAsync(db, job, cancellationToken);
            await SeriesSettlement.OfJobAsync(db, job.Id, cancellationToken);
        }
    }

    private static async Task EndWaitingAsync(NodeDbContext db, Job job, CancellationToken cancellationToken)
    {
        long[] inputs = [.. job.Inputs.Select(i => i.SeriesId)];
        List<Series> waiting = await db.Series.Where(s => inputs.Contains(s.Id) && s.AwaitUntil != null && s.State != SeriesState.Complete).ToListAsync(cancellationToken);
        foreach (Series series in waiting)
        {
            series.Awaits = [.. series.Awaits.Where(m => m != job.ModelId)];
            series.AwaitUntil = series.Awaits.Count == 0 ? null : series.AwaitUntil;
        }

        await db.SaveChangesAsync(cancellationToken);
    }

    private async Task<HashSet<long>> JobsWithLostResultsAsync(NodeDbContext db, SeriesClaim claim, CancellationToken cancellationToken)
    {
        var kept = await db.Jobs.Using(claim.SeriesId).Where(j => j.State == JobState.Done).SelectMany(j => j.Results)
            .Select(r => new { r.JobId, r.Path, r.Sha256 }).ToListAsync(cancellationToken);
        return [.. kept.Where(r => !folder.Holds(r.Path, r.Sha256)).Select(r => r.JobId)];
    }

    private async Task<Job> NewAsync(NodeDbContext db, long seriesId, NewJob wanted, DateTime now, CancellationToken cancellationToken)
    {
        string uid = await db.Series.Where(s => s.Id == seriesId).Select(s => s.SeriesInstanceUid).SingleAsync(cancellationToken);
        FormerJob? former = await db.FormerJobs.FindAsync([uid, wanted.ModelId, wanted.ModelVersion, wanted.InputDigest], cancellationToken);
        DateTime date = calendar.UtcNow;
        Job job = new()
        {
            SeriesId = seriesId,
            Priority = wanted.Priority,
            ModelId = wanted.ModelId,
            ModelVersion = wanted.ModelVersion,
            InputDigest = wanted.InputDigest,
            SopInstanceUid = wanted.SopInstanceUid,
            Outputs = [.. wanted.Outputs],
            Destinations = [.. wanted.Destinations],
            CreatedAt = now,
            ResultTime = former?.ResultTime ?? new DateTime(date.Ticks - (date.Ticks % TimeSpan.TicksPerSecond), DateTimeKind.Utc), // DICOM objects carry whole seconds
            WasDoneBefore = former is not null,
            Provider = former?.Provider,
        };
        job.Inputs.AddRange(wanted.Inputs.Select((input, i) => new JobInput { Position = i, SeriesId = input.SeriesId, Generation = input.Generation, Digest = input.Digest }));
        return job;
    }
}
