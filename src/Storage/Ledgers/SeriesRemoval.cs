using System.Data;
using DicomNode.Storage.Files;
using DicomNode.Storage.Rows;
using Microsoft.EntityFrameworkCore;

namespace DicomNode.Storage.Ledgers;

/// <summary>
/// Removes series with their results. One transaction forgets the rows and lists the files; the files go after it. A kill before the commit changed
/// nothing, and after it the list is gone through at the next start, before anything looks for files without rows. So no file of a removed series
/// comes back as a new one, and no row speaks of a file that is gone.
/// </summary>
/// <remarks>
/// What is not delivered is never offered here: a series that is open, at work or has a delivery on its way or a dead letter stays, however old and however full the
/// disk.
/// </remarks>
public sealed class SeriesRemoval(IDbContextFactory<NodeDbContext> contexts, InstanceFiles files)
{
    private const int BatchSize = 100;

    /// <summary>Series that are done, whose results all arrived, and of which nothing was heard since; the oldest first.</summary>
    /// <param name="owingProof">Peers that have to prove that they keep what they took: a series with something unproven at one of them stays.</param>
    public Task<IReadOnlyList<RemovableSeries>> DeliveredAsync(DateTime before, IEnumerable<string> owingProof, int take, CancellationToken cancellationToken) =>
        ListAsync(db => Delivered(db, before), owingProof, take, cancellationToken);

    /// <summary>Other series that are at their end: not routed, incomplete, failed, or with results that no route sends on.</summary>
    /// <inheritdoc cref="DeliveredAsync" path="/param"/>
    public Task<IReadOnlyList<RemovableSeries>> OthersAsync(DateTime before, IEnumerable<string> owingProof, int take, CancellationToken cancellationToken) =>
        ListAsync(db => Others(db, before), owingProof, take, cancellationToken);

    /// <summary>Forgets a series and deletes its files.</summary>
    /// <returns>False: it is at work again, and stays.</returns>
    public async Task<bool> RemoveAsync(RemovableSeries series, CancellationToken cancellationToken)
    {
        if (await ForgetAsync(series, cancellationToken))
        {
            await DeleteFilesAsync(cancellationToken);
            return true;
        }

        return false;
    }

    /// <summary>Deletes what is on the list. The database is held meanwhile, so that nobody gives one of these files a row.</summary>
    /// <returns>How many files.</returns>
    public async Task<int> DeleteFilesAsync(CancellationToken cancellationToken)
    {
        int deleted = 0;
        string after = "";
        while (true)
        {
            await using NodeDbContext db = await contexts.CreateDbContextAsync(cancellationToken);
            await using var transaction = await db.Database.BeginTransactionAsync(IsolationLevel.Serializable, cancellationToken);
            List<string> batch = await db.Removals.Where(r => string.Compare(r.Path, after) > 0).OrderBy(r => r.Path).Select(r => r.Path).Take(BatchSize).ToListAsync(cancellationToken);
            if (batch.Count == 0)
            {
                return deleted;
            }

            List<string> gone = [.. batch.Where(files.TryDelete)]; // the others were just sent again, or the disk refuses: another time
            await db.Removals.Where(r => gone.Contains(r.Path)).ExecuteDeleteAsync(cancellationToken);
            await transaction.CommitAsync(cancellationToken);
            deleted += gone.Count;
            after = batch[^1];
        }
    }

    internal async Task<bool> ForgetAsync(RemovableSeries series, CancellationToken cancellationToken)
    {
        await using NodeDbContext db = await contexts.CreateDbContextAsync(cancellationToken);
        await using var transaction = await db.Database.BeginTransactionAsync(IsolationLevel.Serializable, cancellationToken);
        IQueryable<Series> still = Delivered(db, DateTime.MaxValue).Union(Others(db, DateTime.MaxValue)).Where(s => s.Id == series.Id && s.Generation == series.Generation);
        if (!await still.AnyAsync(cancellationToken))
        {
            return false;
        }

        List<string> paths = await db.Instances.Where(i => i.SeriesId == series.Id).Select(i => i.Path).ToListAsync(cancellationToken);
        paths.AddRange(await db.Results.Where(r => r.Job!.SeriesId == series.Id).Select(r => r.Path).ToListAsync(cancellationToken));
        HashSet<string> listed = [.. await db.Removals.Select(r => r.Path).ToListAsync(cancellationToken)];
        db.Removals.AddRange(paths.Where(listed.Add).Select(p => new Removal { Path = p }));
        await RememberAsync(db, series, cancellationToken);
        await db.SaveChangesAsync(cancellationToken);
        await db.Series.Where(s => s.Id == series.Id).ExecuteDeleteAsync(cancellationToken); // the rows that belong to it go with it
        await transaction.CommitAsync(cancellationToken);
        return true;
    }

    private static async Task RememberAsync(NodeDbContext db, RemovableSeries series, CancellationToken cancellationToken)
    {
        List<Job> done = await db.Jobs.AsNoTracking().Where(j => j.SeriesId == series.Id && j.Results.Count > 0).ToListAsync(cancellationToken);
        await db.FormerJobs.Where(f => f.SeriesInstanceUid == series.SeriesInstanceUid).ExecuteDeleteAsync(cancellationToken);
        db.FormerJobs.AddRange(done.Select(j => new FormerJob
        {
            SeriesInstanceUid = series.SeriesInstanceUid,
            ModelId = j.ModelId,
            ModelVersion = j.ModelVersion,
            InputDigest = j.InputDigest,
            ResultTime = j.ResultTime,
            Provider = j.Provider,
        }));
    }

    private static IQueryable<Series> Settled(NodeDbContext db, DateTime before) => db.Series
        .Where(s => s.LastInstanceAt <= before && (s.ClosedAt == null || s.ClosedAt <= before))
        .Where(s => !s.Jobs.Any(j => j.State == JobState.Queued || j.State == JobState.Running || j.State == JobState.Blocked || j.FinishedAt > before))
        .Where(s => !s.Uses.Any(u => u.Job!.State == JobState.Queued || u.Job.State == JobState.Running || u.Job.State == JobState.Blocked))
        .Where(s => !s.Jobs.SelectMany(j => j.Results).SelectMany(r => r.Deliveries).Any(
            d => d.State == DeliveryState.Pending || d.State == DeliveryState.Held || d.State == DeliveryState.Sending || d.State == DeliveryState.DeadLetter || d.DeliveredAt > before));

    private static IQueryable<Series> Delivered(NodeDbContext db, DateTime before) => Settled(db, before)
        .Where(s => s.State == SeriesState.Done && s.Jobs.Any(j => j.Results.Count > 0) && !s.Jobs.SelectMany(j => j.Results).Any(r => r.Deliveries.Count == 0 && r.Choices.Count == 0));

    private static IQueryable<Series> Others(NodeDbContext db, DateTime before) => Settled(db, before)
        .Where(s => s.State == SeriesState.NotRouted || s.State == SeriesState.Incomplete || s.State == SeriesState.Unmatched || s.State == SeriesState.Failed
            || (s.State == SeriesState.Done && (!s.Jobs.Any(j => j.Results.Count > 0) || s.Jobs.SelectMany(j => j.Results).Any(r => r.Deliveries.Count == 0 && r.Choices.Count == 0))));

    private async Task<IReadOnlyList<RemovableSeries>> ListAsync(
        Func<NodeDbContext, IQueryable<Series>> which, IEnumerable<string> owingProof, int take, CancellationToken cancellationToken)
    {
        List<string> owing = [.. owingProof.Select(p => p.ToLowerInvariant())]; // names of peers do not differ by case
        await using NodeDbContext db = await contexts.CreateDbContextAsync(cancellationToken);
        return await which(db).AsNoTracking()
#pragma warning disable CA1304, CA1311 // becomes lower() of the database
            .Where(s => !s.Jobs.SelectMany(j => j.Results).SelectMany(r => r.Deliveries).Any(
                d => d.ProvenAt == null && owing.Contains(d.Destination.ToLower()) && (d.State == DeliveryState.Delivered || d.State == DeliveryState.DeliveredWithWarning)))
#pragma warning restore CA1304, CA1311
            .OrderBy(s => s.LastInstanceAt).ThenBy(s => s.Id).Take(take)
            .Select(s => new RemovableSeries(s.Id, s.SeriesInstanceUid, s.Generation))
            .ToListAsync(cancellationToken);
    }
}
