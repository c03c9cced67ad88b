using System.Data;
using DicomNode.Storage.Rows;
using Microsoft.EntityFrameworkCore;

namespace DicomNode.Storage.Ledgers;

public sealed partial class SeriesLedger
{
    private static readonly SeriesState[] s_undecided = [SeriesState.Receiving, SeriesState.Complete];

    /// <summary>The series of a study, in the order in which they came, without their instances and jobs.</summary>
    public async Task<IReadOnlyList<Series>> StudyAsync(string studyInstanceUid, CancellationToken cancellationToken)
    {
        await using NodeDbContext db = await contexts.CreateDbContextAsync(cancellationToken);
        return await db.Series.AsNoTracking().Where(s => s.StudyInstanceUid == studyInstanceUid).OrderBy(s => s.Id).ToListAsync(cancellationToken);
    }

    /// <summary>
    /// A series was decided about: when it was the last of its study, those that wait for company are decided about again. Unless the series waits itself: it has
    /// looked at all the others.
    /// </summary>
    /// <returns>How many.</returns>
    public async Task<int> ReconsiderStudyAsync(SeriesClaim decided, CancellationToken cancellationToken)
    {
        await using NodeDbContext db = await contexts.CreateDbContextAsync(cancellationToken);
        await using var transaction = await db.Database.BeginTransactionAsync(IsolationLevel.Serializable, cancellationToken);
        Series? series = await db.Series.AsNoTracking().SingleOrDefaultAsync(s => s.Id == decided.SeriesId && s.AwaitUntil == null, cancellationToken);
        string? uid = series?.StudyInstanceUid;
        IQueryable<Series> study = db.Series.Where(s => s.StudyInstanceUid == uid);
        if (series is null || await study.AnyAsync(s => s_undecided.Contains(s.State), cancellationToken))
        {
            return 0;
        }

        int reconsidered = await ReconsiderAsync(study.Where(s => s.AwaitUntil != null), cancellationToken);
        await transaction.CommitAsync(cancellationToken);
        return reconsidered;
    }

    /// <summary>Series that have waited long enough for others of their study are decided about a last time.</summary>
    /// <returns>How many.</returns>
    public async Task<int> ReconsiderOverdueAsync(CancellationToken cancellationToken)
    {
        DateTime now = Now;
        await using NodeDbContext db = await contexts.CreateDbContextAsync(cancellationToken);
        return await ReconsiderAsync(db.Series.Where(s => s.AwaitUntil <= now && !s_undecided.Contains(s.State)), cancellationToken);
    }

    internal static async Task<int> ReconsiderAsync(IQueryable<Series> series, CancellationToken cancellationToken)
    {
        SeriesState next = SeriesLife.Next(SeriesState.Waiting, SeriesEvent.Reconsidered);
        return await series.ExecuteUpdateAsync(
            set => set
                .SetProperty(s => s.State, next)
                .SetProperty(s => s.FencingToken, s => s.FencingToken + 1)
                .SetProperty(s => s.Owner, (string?)null)
                .SetProperty(s => s.LeaseUntil, (DateTime?)null),
            cancellationToken);
    }
}
