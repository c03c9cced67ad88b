using DicomNode.Storage.Ledgers;

namespace DicomNode.Notifying.Conditions;

/// <summary>Segmentations that failed, by model. Each is told of once: it stays failed.</summary>
internal sealed class JobConditions(Troubles troubles) : IConditionSource
{
    public IReadOnlyList<NotificationKind> Kinds { get; } = [NotificationKind.SegmentationFailed];

    public async Task<IReadOnlyList<Condition>> LookAsync(DateTime since, CancellationToken cancellationToken) =>
        [.. (await troubles.FailedJobsAsync(since, cancellationToken)).GroupBy(t => t.Subject).Select(g => new Condition(
            NotificationKind.SegmentationFailed, OneLine.Of(g.Key), $"{OneLine.Of(g.Key)} failed on {Several.Of(g.Count(), "series")}",
            "It is not tried again by itself. The reason stands with the series; when it is mended, ask for the segmentation again there.")
        {
            Lasts = false,
            Occurrences = [.. g.Select(t => new Occurrence($"{t.SeriesInstanceUid}/{t.At.Ticks}", OneLine.Of($"Series {t.SeriesInstanceUid}, version {t.What}: {t.Reason}")))],
        })];
}
