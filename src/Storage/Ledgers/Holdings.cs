using System.Runtime.CompilerServices;
using DicomNode.Storage.Rows;
using Microsoft.EntityFrameworkCore;

namespace DicomNode.Storage.Ledgers;

/// <summary>What the node holds, received and made by itself, as somebody sees it who searches: studies, series, instances. Reads only.</summary>
public sealed class Holdings(IDbContextFactory<NodeDbContext> contexts)
{
    private const int Page = 200;

    /// <summary>The studies that may hold what is asked for, by UID; a page at a time, so that no context lives while a peer takes its answers.</summary>
    public async IAsyncEnumerable<string> StudiesAsync(HoldingsFilter filter, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        for (string after = ""; ;)
        {
            IReadOnlyList<string> page = await StudiesAsync(filter, after, cancellationToken);
            foreach (string study in page)
            {
                yield return study;
            }

            if (page.Count < Page)
            {
                yield break;
            }

            after = page[^1];
        }
    }

    /// <summary>The series of a study with their instances counted, and the results that were made from them.</summary>
    public async Task<HeldStudy> StudyAsync(string studyInstanceUid, CancellationToken cancellationToken)
    {
        await using NodeDbContext db = await contexts.CreateDbContextAsync(cancellationToken);
        IQueryable<Series> series = db.Series.AsNoTracking().Where(s => s.StudyInstanceUid == studyInstanceUid);
        return new(
            studyInstanceUid,
            await series.Where(s => s.Instances.Any(i => !i.IsConflict)).OrderBy(s => s.Id)
                .Select(s => new HeldSeries(
                    s.SeriesInstanceUid, s.Modality, s.Instances.Count(i => !i.IsConflict), s.Instances.Where(i => !i.IsConflict).OrderBy(i => i.Id).First().Path))
                .ToListAsync(cancellationToken),
            await series.SelectMany(s => s.Jobs).SelectMany(j => j.Results).OrderBy(r => r.Id)
                .Select(r => new HeldResult(r.Kind, r.SopInstanceUid, r.SopClassUid, r.Path))
                .ToListAsync(cancellationToken));
    }

    /// <summary>The instances of a series, in the order in which they came.</summary>
    /// <param name="seriesInstanceUid">Of a received series.</param>
    /// <param name="sopInstanceUids">Only these; empty: all.</param>
    /// <param name="cancellationToken">Ends the search.</param>
    public async Task<IReadOnlyList<HeldInstance>> InstancesAsync(
        string seriesInstanceUid, IReadOnlyList<string> sopInstanceUids, CancellationToken cancellationToken)
    {
        await using NodeDbContext db = await contexts.CreateDbContextAsync(cancellationToken);
        return await db.Instances.AsNoTracking()
            .Where(i => i.Series!.SeriesInstanceUid == seriesInstanceUid && !i.IsConflict && (sopInstanceUids.Count == 0 || sopInstanceUids.Contains(i.SopInstanceUid)))
            .OrderBy(i => i.Id)
            .Select(i => new HeldInstance(i.SopInstanceUid, i.SopClassUid, i.Path, i.Sha256, i.Bytes))
            .ToListAsync(cancellationToken);
    }

    /// <summary>An instance or a result by its UID; null: neither is here.</summary>
    public async Task<HeldInstance?> FindAsync(string sopInstanceUid, CancellationToken cancellationToken)
    {
        await using NodeDbContext db = await contexts.CreateDbContextAsync(cancellationToken);
        return await db.Instances.AsNoTracking().Where(i => i.SopInstanceUid == sopInstanceUid && !i.IsConflict)
                .Select(i => new HeldInstance(i.SopInstanceUid, i.SopClassUid, i.Path, i.Sha256, i.Bytes)).FirstOrDefaultAsync(cancellationToken)
            ?? await db.Results.AsNoTracking().Where(r => r.SopInstanceUid == sopInstanceUid)
                .Select(r => new HeldInstance(r.SopInstanceUid, r.SopClassUid, r.Path, r.Sha256, r.Bytes)).FirstOrDefaultAsync(cancellationToken);
    }

    /// <summary>What came in after a time, by study, sender and class. Reads all instances: for a start, not for every day.</summary>
    public async Task<IReadOnlyList<HeldTransfer>> ReceivedAfterAsync(DateTime time, CancellationToken cancellationToken)
    {
        await using NodeDbContext db = await contexts.CreateDbContextAsync(cancellationToken);
        return await db.Instances.AsNoTracking().Where(i => i.ReceivedAt > time)
            .GroupBy(i => new { i.Series!.StudyInstanceUid, i.CallingAeTitle, i.SopClassUid })
            .Select(g => new HeldTransfer(g.Key.StudyInstanceUid, g.Key.CallingAeTitle, g.Key.SopClassUid, g.Count(), g.Min(i => i.ReceivedAt), g.Min(i => i.SopInstanceUid)!))
            .ToListAsync(cancellationToken);
    }

    private async Task<IReadOnlyList<string>> StudiesAsync(HoldingsFilter filter, string after, CancellationToken cancellationToken)
    {
        await using NodeDbContext db = await contexts.CreateDbContextAsync(cancellationToken);
        IQueryable<Series> series = db.Series.AsNoTracking().Where(s => string.Compare(s.StudyInstanceUid, after) > 0);
        if (filter.StudyInstanceUids.Count > 0)
        {
            series = series.Where(s => filter.StudyInstanceUids.Contains(s.StudyInstanceUid));
        }

        // which series a result is in stands in its file only: studies with results stay in the search
        if (filter.SeriesInstanceUids.Count > 0)
        {
            series = series.Where(s => filter.SeriesInstanceUids.Contains(s.SeriesInstanceUid) || s.Jobs.Any(j => j.Results.Count > 0));
        }

        if (filter.SopInstanceUids.Count > 0)
        {
            series = series.Where(s => s.Instances.Any(i => filter.SopInstanceUids.Contains(i.SopInstanceUid))
                || s.Jobs.Any(j => j.Results.Any(r => filter.SopInstanceUids.Contains(r.SopInstanceUid))));
        }

        return await series.Select(s => s.StudyInstanceUid).Distinct().OrderBy(uid => uid).Take(Page).ToListAsync(cancellationToken);
    }
}
