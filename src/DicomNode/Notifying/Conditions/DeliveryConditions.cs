using DicomNode.Storage.Ledgers;

namespace DicomNode.Notifying.Conditions;

/// <summary>Dead letters and held results, one condition for each peer.</summary>
internal sealed class DeliveryConditions(Troubles troubles) : IConditionSource
{
    public IReadOnlyList<NotificationKind> Kinds { get; } = [NotificationKind.DeadLetter, NotificationKind.Held];

    public async Task<IReadOnlyList<Condition>> LookAsync(DateTime since, CancellationToken cancellationToken)
    {
        IEnumerable<Condition> dead = (await troubles.DeadLettersAsync(cancellationToken)).GroupBy(t => t.Subject).Select(g => new Condition(
            NotificationKind.DeadLetter, OneLine.Of(g.Key), $"{Several.Of(g.Count(), "result")} could not be delivered to {OneLine.Of(g.Key)}",
            "They are not sent again by themselves. Mend the cause, then retry them: the button of the page, or \"dicomnode retry --to PEER\".") { Occurrences = Lines(g) });
        IEnumerable<Condition> held = (await troubles.HeldAsync(cancellationToken)).GroupBy(t => t.Subject).Select(g => new Condition(
            NotificationKind.Held, OneLine.Of(g.Key), $"{Several.Of(g.Count(), "result")} for {OneLine.Of(g.Key)} wait to be looked at",
            "Something was found about them that their route holds for. Look at them, then release them: the button of the page, or \"dicomnode release\".") { Occurrences = Lines(g) });
        return [.. dead, .. held];
    }

    private static Occurrence[] Lines(IEnumerable<Trouble> troubles) => [.. troubles.Select(t => new Occurrence(
        $"{t.SeriesInstanceUid}/{t.What}", OneLine.Of($"{t.What} of series {t.SeriesInstanceUid}: {(t.Status is int status ? $"answered {status:X4}H" : t.Reason)}")))];
}
