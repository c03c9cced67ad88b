using DicomNode.Storage.Ledgers;
using DicomNode.Storage.Rows;

namespace DicomNode.Web.Views;

/// <summary>One series in a list.</summary>
/// <param name="Trouble">Of a failed one: what its model, or else the peer that did not take a result, said last.</param>
/// <param name="Instances">In use.</param>
/// <param name="Late">Came after it was segmented and were ignored (Assembling:LateInstances).</param>
internal record SeriesView(
    string SeriesInstanceUid, string StudyInstanceUid, SeriesState State, string? Reason, string? Trouble, EvidenceView Evidence, string? Modality, string? CallingAeTitle,
    int Instances, int Conflicts, int Late, int Generation, DateTime FirstInstanceAt, DateTime LastInstanceAt)
{
    public static SeriesView Of(SeriesSummary summary) => Of(summary.Series, summary.Trouble, summary.Instances, summary.Conflicts, summary.Late);

    public static SeriesView Of(Series series, string? trouble, int instances, int conflicts, int late) => new(
        series.SeriesInstanceUid, series.StudyInstanceUid, series.State, series.Reason, trouble, new(series.ClosedBy, series.ClosedAt, series.HoldUntil, series.Awaits, series.AwaitUntil), series.Modality,
        series.CallingAeTitle, instances, conflicts, late, series.Generation, series.FirstInstanceAt, series.LastInstanceAt);
}
