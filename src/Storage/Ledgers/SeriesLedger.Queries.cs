using DicomNode.Storage.Rows;
using Microsoft.EntityFrameworkCore;

namespace DicomNode.Storage.Ledgers;

public sealed partial class SeriesLedger
{
    /// <summary>The latest series first, without their instances and jobs.</summary>
    /// <param name="uid">A part of the UID of the series or its study; null: all.</param>
    public async Task<IReadOnlyList<SeriesSummary>> ListAsync(SeriesState? state, string? uid, int skip, int take, CancellationToken cancellationToken)
    {
        await using NodeDbContext db = await contexts.CreateDbContextAsync(cancellationToken);
        return await SeriesSummary.Of(db.Series.AsNoTracking()
            .Where(s => state == null || s.State == state)
            .Where(s => uid == null || s.SeriesInstanceUid.Contains(uid) || s.StudyInstanceUid.Contains(uid))
            .OrderByDescending(s => s.LastInstanceAt).ThenByDescending(s => s.Id)
            .Skip(skip).Take(take))
            .ToListAsync(cancellationToken);
    }

    /// <summary>One series with its jobs, results and deliveries; its instances are a query of their own.</summary>
    public async Task<Series?> FindAsync(string seriesInstanceUid, CancellationToken cancellationToken)
    {
        await using NodeDbContext db = await contexts.CreateDbContextAsync(cancellationToken);
        return await db.Series.AsSplitQuery()
            .Include(s => s.Jobs.OrderBy(j => j.Id)).ThenInclude(j => j.Results).ThenInclude(r => r.Deliveries)
            .Include(s => s.Jobs).ThenInclude(j => j.Inputs.OrderBy(i => i.Position)).ThenInclude(i => i.Series)
            .Include(s => s.Uses).ThenInclude(u => u.Job!.Results).ThenInclude(r => r.Deliveries)
            .Include(s => s.Uses).ThenInclude(u => u.Job!.Inputs.OrderBy(i => i.Position)).ThenInclude(i => i.Series)
            .AsNoTrackingWithIdentityResolution()
            .SingleOrDefaultAsync(s => s.SeriesInstanceUid == seriesInstanceUid, cancellationToken);
    }

    public async Task<bool> IsKnownAsync(string seriesInstanceUid, CancellationToken cancellationToken)
    {
        await using NodeDbContext db = await contexts.CreateDbContextAsync(cancellationToken);
        return await db.Series.AnyAsync(s => s.SeriesInstanceUid == seriesInstanceUid, cancellationToken);
    }

    /// <summary>All series that the index knows.</summary>
    public async Task<IReadOnlyList<string>> UidsAsync(CancellationToken cancellationToken)
    {
        await using NodeDbContext db = await contexts.CreateDbContextAsync(cancellationToken);
        return await db.Series.Select(s => s.SeriesInstanceUid).ToListAsync(cancellationToken);
    }

    /// <summary>The instances of a series, conflicts included, by path.</summary>
    public async Task<IReadOnlyList<Instance>> InstancesAsync(string seriesInstanceUid, CancellationToken cancellationToken)
    {
        await using NodeDbContext db = await contexts.CreateDbContextAsync(cancellationToken);
        return await db.Instances.AsNoTracking()
            .Where(i => i.Series!.SeriesInstanceUid == seriesInstanceUid)
            .OrderBy(i => i.Path)
            .ToListAsync(cancellationToken);
    }

    /// <summary>What a series holds now, without its instances being read; null: it is not here.</summary>
    public async Task<SeriesContent?> ContentAsync(string seriesInstanceUid, CancellationToken cancellationToken)
    {
        await using NodeDbContext db = await contexts.CreateDbContextAsync(cancellationToken);
        return await db.Series.AsNoTracking()
            .Where(s => s.SeriesInstanceUid == seriesInstanceUid)
            .Select(s => new SeriesContent(s.Generation, s.Instances.Count(i => !i.IsConflict && !i.IsLate), s.Instances.Max(i => (long?)i.Id) ?? 0))
            .SingleOrDefaultAsync(cancellationToken);
    }

    /// <summary>A result with its job, the series that it lies on, and what went into the job; null: no job made such.</summary>
    public async Task<Result?> FindResultAsync(string sopInstanceUid, CancellationToken cancellationToken)
    {
        await using NodeDbContext db = await contexts.CreateDbContextAsync(cancellationToken);
        return await db.Results.AsNoTracking()
            .Include(r => r.Job!.Series).Include(r => r.Job!.Inputs)
            .SingleOrDefaultAsync(r => r.SopInstanceUid == sopInstanceUid, cancellationToken);
    }

    /// <summary>How many series are in each state; states without one are left out.</summary>
    public async Task<IReadOnlyDictionary<SeriesState, int>> CountByStateAsync(CancellationToken cancellationToken)
    {
        await using NodeDbContext db = await contexts.CreateDbContextAsync(cancellationToken);
        return await db.Series.GroupBy(s => s.State).ToDictionaryAsync(g => g.Key, g => g.Count(), cancellationToken);
    }
}
