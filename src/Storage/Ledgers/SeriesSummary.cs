using DicomNode.Storage.Rows;

namespace DicomNode.Storage.Ledgers;

/// <summary>A series with what its instances amount to.</summary>
public sealed record SeriesSummary(Series Series, int Instances, int Conflicts, int Late)
{
    internal static IQueryable<SeriesSummary> Of(IQueryable<Series> series) =>
        series.Select(s => new SeriesSummary(s, s.Instances.Count(i => !i.IsConflict && !i.IsLate), s.Instances.Count(i => i.IsConflict), s.Instances.Count(i => i.IsLate)));
}
