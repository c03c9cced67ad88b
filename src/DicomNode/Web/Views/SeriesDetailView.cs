using DicomNode.Storage.Rows;

namespace DicomNode.Web.Views;

/// <summary>One series with all that was done for it.</summary>
internal sealed record SeriesDetailView : SeriesView
{
    public SeriesDetailView(Series series, IReadOnlyList<Instance> files)
        : base(Of(series, TroubleOf(series), files.Count(f => f.IsInUse), files.Count(f => f.IsConflict), files.Count(f => f.IsLate)))
    {
        InConflict = [.. files.Where(f => f.IsConflict).Select(f => ConflictView.Of(f, files))];
        Job[] jobs = [.. series.Jobs.Union(series.Uses.Select(u => u.Job!)).OrderBy(j => j.Id)];
        Jobs = [.. jobs.Select(JobView.Of)];
        Results = [.. jobs.SelectMany(j => j.Results.Select(r => ResultView.Of(r, j, series)))];
        Deliveries = [.. jobs.SelectMany(j => j.Results).SelectMany(r => r.Deliveries.Select(d => DeliveryView.Of(d, r, series)))];
        Timeline = SeriesTimeline.Of(series, files, jobs);
    }

    /// <summary>Contents that came later under a SOP Instance UID that was here before.</summary>
    public IReadOnlyList<ConflictView> InConflict { get; }

    public IReadOnlyList<JobView> Jobs { get; }

    public IReadOnlyList<ResultView> Results { get; }

    public IReadOnlyList<DeliveryView> Deliveries { get; }

    /// <summary>All of it in the order in which it happened.</summary>
    public IReadOnlyList<TimelineEntryView> Timeline { get; }

    private static string? TroubleOf(Series series) => series.State != SeriesState.Failed
        ? null
        : series.Jobs.OrderByDescending(j => j.Id).FirstOrDefault(j => j.State == JobState.Failed)?.Reason
            ?? series.Jobs.SelectMany(j => j.Results).SelectMany(r => r.Deliveries).OrderByDescending(d => d.Id).FirstOrDefault(d => d.State == DeliveryState.DeadLetter)?.LastReason;
}
