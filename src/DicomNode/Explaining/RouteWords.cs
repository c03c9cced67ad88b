using DicomNode.Assembling;
using DicomNode.Configuration;
using DicomNode.Gate;
using DicomNode.Segmenting;
using DicomNode.Storage.Ledgers;

namespace DicomNode.Explaining;

/// <summary>The sentences of a test of routes. Pure.</summary>
internal static class RouteWords
{
    /// <summary>Why a route does not match.</summary>
    public static string Misses(IEnumerable<RouteCondition> conditions) => $"Does not match: {string.Join("; ", conditions.Where(c => !c.Holds).Select(Miss))}.";

    /// <summary>What a result of the route becomes: who gets which objects, what the gate holds back, and when its job runs.</summary>
    public static string Afterwards(RouteOptions route, NodeOptions options)
    {
        string[] destinations = [.. route.SendTo.Select(name => options.Peers.First(p => p.Name.Equals(name, StringComparison.OrdinalIgnoreCase))).Select(p => $"{Names(Receiver.Of(p).Of(route.Outputs.Select(ResultKinds.Of)))} to {p.Name}")];
        string sent = destinations.Length == 0 ? $"{Names(route.Outputs.Select(ResultKinds.Of))} stay here" : string.Join(", ", destinations);
        return $"Results: {sent}. {Gate(route.Gate)}{(route.Priority == 0 ? "" : $" Priority {route.Priority}.")}";
    }

    public static string Study(StudyOutcome.Matched matched) => $"The study has a series for each of its {matched.Inputs.Count} inputs: one job for all of them.";

    public static string Jobs(IReadOnlyList<NewJob> jobs, string model) => jobs switch
    {
        [{ Hindrance: { } hindrance }, ..] => hindrance,
        [NewJob one] => $"One job for {model} {one.ModelVersion}.",
        _ => $"{jobs.Count} jobs for {model} {jobs[0].ModelVersion}, one for each volume.",
    };

    /// <summary>The route that comes nearest, of several that all do not match.</summary>
    public static string Nearest(IReadOnlyList<RouteVerdict> routes)
    {
        if (routes.Count == 0)
        {
            return "The configuration has no Routes.";
        }

        RouteVerdict nearest = routes.OrderBy(r => r.Conditions.Count(c => !c.Holds)).ThenByDescending(r => r.Conditions.Count).First();
        return $"No route matches it: it is kept and not segmented. Nearest is Routes:{nearest.Index} ({nearest.Model}), but {string.Join("; ", nearest.Conditions.Where(c => !c.Holds).Select(Miss))}.";
    }

    private static string Miss(RouteCondition condition)
    {
        string wanted = condition.Key.EndsWith("Description", StringComparison.Ordinal) ? $"has to match \"{condition.Wanted}\"" : $"has to be {condition.Wanted}";
        return $"{condition.Key} {(condition.Found is { Length: > 0 } found ? $"is \"{found}\"" : "is absent")} and {wanted}";
    }

    private static string Gate(GateOptions gate)
    {
        (GateCheck Check, GateAction Action)[] actions = [.. Enum.GetValues<GateCheck>().Select(c => (c, new GatePolicy([gate]).For(c)))];
        string held = string.Join(", ", actions.Where(a => a.Action == GateAction.Hold).Select(a => a.Check)), flagged = string.Join(", ", actions.Where(a => a.Action == GateAction.Flag).Select(a => a.Check));
        return $"{(held.Length == 0 ? "Nothing is held back." : $"Held back for an operator: {held}.")}{(flagged.Length == 0 ? "" : $" Flagged: {flagged}.")}";
    }

    private static string Names(IEnumerable<Dicom.Iod.ResultKind> kinds) => string.Join(", ", kinds.Select(ResultKinds.NameOf));
}
