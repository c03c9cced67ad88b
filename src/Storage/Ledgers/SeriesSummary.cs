using DicomNode.Storage.Rows;

namespace DicomNode.Storage.Ledgers;

/// <summary>A series with what its instances amount to.</summary>
/// <param name="Trouble">Of a failed one: what its model, or else the peer that did not take a result, said last.</param>
public sealed record SeriesSummary(Series Series, int Instances, int Conflicts, int Late, string? Trouble)
{
    internal static IQueryable<SeriesSummary> Of(IQueryable<Series> series) => series.Select(s => new SeriesSummary(
        s,
        s.Instances.Count(i => !i.IsConflict && !i.IsLate),
        s.Instances.Count(i => i.IsConflict),
        s.Instances.Count(i => i.IsLate),
        s.State != SeriesState.Failed
            ? null
            : s.Jobs.Where(j => j.State == JobState.Failed).OrderByDescending(j => j.Id).Select(j => j.Reason).FirstOrDefault()
                ?? s.Jobs.SelectMany(j => j.Results).SelectMany(r => r.Deliveries).Where(d => d.State == DeliveryState.DeadLetter).OrderByDescending(d => d.Id).Select(d => d.LastReason).FirstOrDefault()));
}
