using DicomNode.Storage.Ledgers;

namespace DicomNode.Assembling;

/// <summary>What the routes of a whole series come to.</summary>
/// <param name="Jobs">To be queued.</param>
/// <param name="Awaited">Models that need more of the study, when there is one.</param>
/// <param name="Missing">Why models of several inputs will not run, when what they need did not come.</param>
/// <param name="Passed">Why models do not want it.</param>
internal sealed record JobPlan(IReadOnlyList<NewJob> Jobs, AwaitedInputs? Awaited, string? Missing, string? Passed)
{
    public static JobPlan Of(IReadOnlyList<RoutePlan> routes)
    {
        (string Model, StudyOutcome.Awaited Outcome)[] awaited = [.. routes.Where(r => r.Study is StudyOutcome.Awaited).Select(r => (r.Route.Model, (StudyOutcome.Awaited)r.Study!))];
        return new(
            [.. routes.SelectMany(r => r.Jobs)],
            awaited.Length == 0 ? null : new([.. awaited.Select(a => a.Model)], awaited.Min(a => a.Outcome.Until), string.Join(' ', awaited.Select(a => a.Outcome.Reason))),
            Sentence(routes.Select(r => (r.Study as StudyOutcome.Missing)?.Reason)),
            Sentence(routes.Select(r => (r.Study as StudyOutcome.Passed)?.Reason)));
    }

    private static string? Sentence(IEnumerable<string?> reasons) => reasons.OfType<string>().Distinct().ToArray() is { Length: > 0 } given ? string.Join(' ', given) : null;
}
