using System.Linq.Expressions;
using DicomNode.Storage.Rows;

namespace DicomNode.Storage.Ledgers;

/// <summary>What several ledgers ask about jobs.</summary>
internal static class JobQueries
{
    private static readonly Expression<Func<Job, bool>> s_isOvertaken =
        j => j.SopInstanceUid == null && (j.Generation < j.Series!.Generation || j.Inputs.Any(i => i.Generation < i.Series!.Generation));

    private static readonly Expression<Func<Job, bool>> s_isCurrent = Expression.Lambda<Func<Job, bool>>(Expression.Not(s_isOvertaken.Body), s_isOvertaken.Parameters);

    /// <summary>Jobs that a series goes into.</summary>
    public static IQueryable<Job> Using(this IQueryable<Job> jobs, long seriesId) => jobs.Where(j => j.SeriesId == seriesId || j.Inputs.Any(i => i.SeriesId == seriesId));

    /// <summary>Those that are about the series as they are now.</summary>
    public static IQueryable<Job> Current(this IQueryable<Job> jobs) => jobs.Where(s_isCurrent);

    /// <summary>Instances came after they were made: what they give is not the result of their series. A job on one image is not overtaken by others.</summary>
    public static IQueryable<Job> Overtaken(this IQueryable<Job> jobs) => jobs.Where(s_isOvertaken);
}
