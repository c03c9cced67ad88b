using DicomNode.Storage.Ledgers;

namespace DicomNode.Notifying.Conditions;

/// <summary>Series that are incomplete, by the AE title that sent them. Each is told of once.</summary>
internal sealed class SeriesConditions(Troubles troubles) : IConditionSource
{
    public IReadOnlyList<NotificationKind> Kinds { get; } = [NotificationKind.SeriesIncomplete];

    public async Task<IReadOnlyList<Condition>> LookAsync(DateTime since, CancellationToken cancellationToken) =>
        [.. (await troubles.IncompleteSeriesAsync(since, cancellationToken)).GroupBy(t => t.Subject).Select(g => new Condition(
            NotificationKind.SeriesIncomplete, OneLine.Of(g.Key), $"{Several.Of(g.Count(), "series")} from {OneLine.Of(g.Key)} {(g.Count() == 1 ? "is" : "are")} not complete",
            "Models do not run on it. Have the sender send it again, or what is missing of it; nothing has to be done here.")
        {
            Lasts = false,
            Occurrences = [.. g.Select(t => new Occurrence($"{t.SeriesInstanceUid}/{t.At.Ticks}", OneLine.Of($"{t.What} series {t.SeriesInstanceUid}: {t.Reason}")))],
        })];
}
