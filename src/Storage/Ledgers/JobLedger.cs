using System.Data;
using System.Text.Json;
using DicomNode.Storage.Files;
using DicomNode.Storage.Rows;
using Microsoft.EntityFrameworkCore;

namespace DicomNode.Storage.Ledgers;

/// <summary>The jobs: who runs which, and what came of it. They are queued by <see cref="SeriesLedger.RouteAsync"/>.</summary>
public sealed class JobLedger(IDbContextFactory<NodeDbContext> contexts, TimeProvider clock)
{
    private DateTime Now => clock.GetUtcNow().UtcDateTime;

    /// <summary>Takes the oldest job of the highest priority that is due, or whose node has let its lease run out.</summary>
    public async Task<JobClaim?> ClaimNextAsync(string owner, TimeSpan lease, CancellationToken cancellationToken)
    {
        DateTime now = Now;
        await using NodeDbContext db = await contexts.CreateDbContextAsync(cancellationToken);
        IQueryable<Job> free = db.Jobs.Where(j =>
            (j.State == JobState.Queued && (j.NotBefore == null || j.NotBefore <= now)) || (j.State == JobState.Running && j.LeaseUntil <= now));
        while (await free.OrderByDescending(j => j.Priority).ThenBy(j => j.Id).AsNoTracking().FirstOrDefaultAsync(cancellationToken) is Job job)
        {
            long token = job.FencingToken + 1;
            JobState running = JobLife.Next(JobState.Queued, JobEvent.Claimed);
            int won = await free.Where(j => j.Id == job.Id && j.FencingToken == job.FencingToken).ExecuteUpdateAsync(
                set => set
                    .SetProperty(j => j.State, running)
                    .SetProperty(j => j.FencingToken, token)
                    .SetProperty(j => j.Owner, owner)
                    .SetProperty(j => j.LeaseUntil, now + lease)
                    .SetProperty(j => j.StartedAt, now)
                    .SetProperty(j => j.Attempts, j => j.Attempts + 1),
                cancellationToken);
            if (won == 1)
            {
                return new JobClaim(await db.Jobs.AsNoTracking().Include(j => j.Series).Include(j => j.Inputs.OrderBy(i => i.Position)).ThenInclude(i => i.Series).SingleAsync(j => j.Id == job.Id, cancellationToken), token);
            }
        }

        return null;
    }

    /// <returns>False here and below: somebody else has the job or instances came late; nothing was changed and the work is to be thrown away.</returns>
    public async Task<bool> RenewAsync(JobClaim claim, TimeSpan lease, CancellationToken cancellationToken)
    {
        DateTime until = Now + lease;
        await using NodeDbContext db = await contexts.CreateDbContextAsync(cancellationToken);
        return await Claimed(db, claim).ExecuteUpdateAsync(set => set.SetProperty(j => j.LeaseUntil, until), cancellationToken) == 1;
    }

    /// <summary>The network was computed on this; the first time counts, because it stands in the results.</summary>
    /// <returns>What was computed on first.</returns>
    public async Task<string> SettleProviderAsync(JobClaim claim, string provider, CancellationToken cancellationToken)
    {
        await using NodeDbContext db = await contexts.CreateDbContextAsync(cancellationToken);
        await Claimed(db, claim).Where(j => j.Provider == null).ExecuteUpdateAsync(set => set.SetProperty(j => j.Provider, provider), cancellationToken);
        return await db.Jobs.Where(j => j.Id == claim.Job.Id).Select(j => j.Provider).SingleAsync(cancellationToken) ?? provider;
    }

    /// <summary>Books the results and, for each of the job's destinations, their deliveries: all of it or nothing.</summary>
    public async Task<bool> CompleteAsync(
        JobClaim claim, IReadOnlyCollection<NewResult> results, JobRecord record, IReadOnlyDictionary<string, double> stageSeconds, CancellationToken cancellationToken)
    {
        DateTime now = Now;
        JobState done = JobLife.Next(JobState.Running, JobEvent.Succeeded);
        string seconds = JsonSerializer.Serialize(stageSeconds);
        await using NodeDbContext db = await contexts.CreateDbContextAsync(cancellationToken);
        await using var transaction = await db.Database.BeginTransactionAsync(IsolationLevel.Serializable, cancellationToken);
        int good = await Claimed(db, claim).ExecuteUpdateAsync(
            set => set
                .SetProperty(j => j.State, done)
                .SetProperty(j => j.FinishedAt, now)
                .SetProperty(j => j.Provider, j => j.Provider ?? record.Provider)
                .SetProperty(j => j.ModelHash, record.ModelHash)
                .SetProperty(j => j.Findings, record.Findings)
                .SetProperty(j => j.StageSeconds, seconds)
                .SetProperty(j => j.Reason, (string?)null)
                .SetProperty(j => j.LeaseUntil, (DateTime?)null),
            cancellationToken);
        if (good == 0)
        {
            return false;
        }

        Job job = await db.Jobs.AsNoTracking().SingleAsync(j => j.Id == claim.Job.Id, cancellationToken);
        List<Result> known = await db.Results.Where(r => r.JobId == job.Id).Include(r => r.Deliveries).ToListAsync(cancellationToken);
        foreach (NewResult made in results)
        {
            if (known.Find(r => r.SopInstanceUid == made.SopInstanceUid) is Result lost)
            {
                Replace(lost, made, now);
            }
            else
            {
                db.Results.Add(New(job, made, record, now));
            }
        }

        AddChoices(results, db.Results.Local);
        await db.SaveChangesAsync(cancellationToken);
        await SeriesSettlement.OfJobAsync(db, job.Id, cancellationToken);
        await transaction.CommitAsync(cancellationToken);
        return true;
    }

    /// <summary>It will never work: the reason is shown and an operator may ask again.</summary>
    public Task<bool> FailAsync(JobClaim claim, string reason, CancellationToken cancellationToken) =>
        EndAsync(claim, JobEvent.GaveUp, reason, null, cancellationToken);

    /// <summary>It cannot work before something outside of the series changes, such as a missing model.</summary>
    public Task<bool> BlockAsync(JobClaim claim, string reason, CancellationToken cancellationToken) =>
        EndAsync(claim, JobEvent.Hindered, reason, null, cancellationToken);

    /// <summary>A passing fault, or the node stops: back into the queue.</summary>
    public Task<bool> PutBackAsync(JobClaim claim, string reason, DateTime notBefore, CancellationToken cancellationToken) =>
        EndAsync(claim, JobEvent.PutBack, reason, notBefore, cancellationToken);

    /// <summary>The models that jobs wait for, and the version each job was made for; empty where that is not known.</summary>
    public async Task<IReadOnlyList<(string ModelId, string ModelVersion)>> BlockedModelsAsync(CancellationToken cancellationToken)
    {
        await using NodeDbContext db = await contexts.CreateDbContextAsync(cancellationToken);
        var models = await db.Jobs.Where(j => j.State == JobState.Blocked).Select(j => new { j.ModelId, j.ModelVersion }).Distinct().ToListAsync(cancellationToken);
        return [.. models.Select(m => (m.ModelId, m.ModelVersion))];
    }

    /// <summary>The model can be used: the jobs that were made for this version of it are due.</summary>
    /// <returns>How many.</returns>
    public async Task<int> UnblockAsync(string modelId, string modelVersion, CancellationToken cancellationToken)
    {
        JobState queued = JobLife.Next(JobState.Blocked, JobEvent.Requested);
        await using NodeDbContext db = await contexts.CreateDbContextAsync(cancellationToken);
        return await db.Jobs.Where(j => j.State == JobState.Blocked && j.ModelId == modelId && j.ModelVersion == modelVersion && j.ModelVersion != "")
            .ExecuteUpdateAsync(set => set.SetProperty(j => j.State, queued).SetProperty(j => j.NotBefore, (DateTime?)null), cancellationToken);
    }

    /// <summary>The model can be used: series whose jobs did not know its version are decided about again.</summary>
    /// <returns>How many.</returns>
    public async Task<int> ReconsiderAsync(string modelId, CancellationToken cancellationToken)
    {
        await using NodeDbContext db = await contexts.CreateDbContextAsync(cancellationToken);
        IQueryable<Job> unknowing = db.Jobs.Where(j => j.State == JobState.Blocked && j.ModelId == modelId && j.ModelVersion == "");
        return await SeriesLedger.ReconsiderAsync(db.Series.Where(s => s.State == SeriesState.Segmenting && unknowing.Any(j => j.SeriesId == s.Id)), cancellationToken);
    }

    /// <summary>
    /// Jobs of a model on series of a study as they are now, with their inputs. Who is in one of them is not given to another.
    /// </summary>
    public async Task<IReadOnlyList<Job>> StandingAsync(string studyInstanceUid, string modelId, string modelVersion, CancellationToken cancellationToken)
    {
        await using NodeDbContext db = await contexts.CreateDbContextAsync(cancellationToken);
        return await db.Jobs.AsNoTracking().Include(j => j.Inputs.OrderBy(i => i.Position))
            .Where(j => j.Series!.StudyInstanceUid == studyInstanceUid && j.ModelId == modelId && j.ModelVersion == modelVersion && j.State != JobState.Superseded && j.Inputs.Count > 0)
            .Current().OrderBy(j => j.Id).ToListAsync(cancellationToken);
    }

    /// <summary>Results of this model on earlier generations of the series, with where they were delivered: the results of this job take their place.</summary>
    public async Task<IReadOnlyList<Result>> OvertakenByAsync(JobClaim claim, CancellationToken cancellationToken)
    {
        await using NodeDbContext db = await contexts.CreateDbContextAsync(cancellationToken);
        return await db.Results.AsNoTracking()
            .Where(r => r.Job!.SeriesId == claim.Job.SeriesId && r.Job.ModelId == claim.Job.ModelId && r.JobId != claim.Job.Id && r.Job.SopInstanceUid == null)
            .Where(r => r.Job!.Generation < claim.Job.Generation || r.Job.Inputs.Any(i => i.Generation < i.Series!.Generation))
            .Include(r => r.Deliveries.Where(d => d.State == DeliveryState.Delivered || d.State == DeliveryState.DeliveredWithWarning))
            .OrderBy(r => r.Id)
            .ToListAsync(cancellationToken);
    }

    public async Task<IReadOnlyDictionary<JobState, int>> CountByStateAsync(CancellationToken cancellationToken)
    {
        await using NodeDbContext db = await contexts.CreateDbContextAsync(cancellationToken);
        return await db.Jobs.GroupBy(j => j.State).ToDictionaryAsync(g => g.Key, g => g.Count(), cancellationToken);
    }

    private static IQueryable<Job> Claimed(NodeDbContext db, JobClaim claim) =>
        db.Jobs.Where(j => j.Id == claim.Job.Id && j.State == JobState.Running && j.FencingToken == claim.FencingToken);

    private static Result New(Job job, NewResult result, JobRecord record, DateTime now)
    {
        var row = new Result
        {
            JobId = job.Id,
            Kind = result.Kind,
            SopInstanceUid = result.SopInstanceUid,
            SopClassUid = result.SopClassUid,
            Path = result.File.Path,
            Sha256 = result.File.Sha256,
            Bytes = result.File.Bytes,
            CreatedAt = now,
        };
        bool mayHaveLanded = job.WasDoneBefore || result.File.Outcome == StoreOutcome.Conflict;
        row.Deliveries.AddRange((result.Destinations ?? job.Destinations).Select(
            d => new Delivery { Destination = d, CreatedAt = now, TryingSince = now, NextAttemptAt = now, MayHaveLanded = mayHaveLanded }));
        foreach (Delivery delivery in row.Deliveries.Where(d => record.Holds.ContainsKey(d.Destination)))
        {
            delivery.State = DeliveryLife.Next(delivery.State, DeliveryEvent.HeldBack);
            delivery.HoldReason = record.Holds[delivery.Destination];
        }

        return row;
    }

    // the file was lost or damaged and is made again: who was given up on for that is tried again
    private static void Replace(Result row, NewResult made, DateTime now)
    {
        (row.Path, row.Sha256, row.Bytes) = (made.File.Path, made.File.Sha256, made.File.Bytes);
        foreach (Delivery delivery in row.Deliveries.Where(d => d.State == DeliveryState.DeadLetter))
        {
            delivery.State = DeliveryLife.Next(delivery.State, DeliveryEvent.RetriedByOperator);
            (delivery.NextAttemptAt, delivery.TryingSince) = (now, now);
        }
    }

    /// <summary>To new rows: those of a result that is made again have theirs.</summary>
    private static void AddChoices(IReadOnlyCollection<NewResult> made, IEnumerable<Result> rows)
    {
        Dictionary<string, Result> byUid = rows.ToDictionary(r => r.SopInstanceUid);
        foreach ((Result row, NewDelivery choices) in made.Select(r => (Row: byUid[r.SopInstanceUid], r.Choices)).Where(r => r.Row.Id == 0).SelectMany(r => r.Choices.Select(c => (r.Row, c))))
        {
            row.Deliveries.Single(d => d.Destination == choices.Destination).Choices.AddRange(choices.Choices.Select((c, rank) =>
                new DeliveryChoice { Rank = rank, Result = byUid[c.SopInstanceUid], NeedsSopClassUid = c.NeedsSopClassUid }));
        }
    }

    private async Task<bool> EndAsync(JobClaim claim, JobEvent happened, string reason, DateTime? notBefore, CancellationToken cancellationToken)
    {
        DateTime now = Now;
        JobState next = JobLife.Next(JobState.Running, happened);
        await using NodeDbContext db = await contexts.CreateDbContextAsync(cancellationToken);
        await using var transaction = await db.Database.BeginTransactionAsync(IsolationLevel.Serializable, cancellationToken);
        int good = await Claimed(db, claim).ExecuteUpdateAsync(
            set => set
                .SetProperty(j => j.State, next)
                .SetProperty(j => j.Reason, reason)
                .SetProperty(j => j.NotBefore, notBefore)
                .SetProperty(j => j.FinishedAt, now)
                .SetProperty(j => j.LeaseUntil, (DateTime?)null),
            cancellationToken);
        if (good == 1)
        {
            await SeriesSettlement.OfJobAsync(db, claim.Job.Id, cancellationToken);
            await transaction.CommitAsync(cancellationToken);
        }

        return good == 1;
    }
}
