using System.Diagnostics;
using DicomNode.Configuration;

namespace DicomNode.Gate;

/// <summary>What is done about findings; where several routes speak for one result the strictest of them counts.</summary>
public sealed class GatePolicy(IReadOnlyList<GateOptions> routes)
{
    /// <summary>Of one who has no route, such as a command.</summary>
    public static GatePolicy Default { get; } = new([]);

    /// <summary>Of the routes to a model, as they are now.</summary>
    /// <param name="destination">Null: all of them.</param>
    public static GatePolicy Of(IEnumerable<RouteOptions> routes, string modelId, string? destination = null) => new(
    [
        .. routes.Where(r => r.Model == modelId && (destination is null || r.SendTo.Contains(destination, StringComparer.OrdinalIgnoreCase))).Select(r => r.Gate),
    ]);

    public GateAction For(IReadOnlyList<GateFinding> findings) => findings.Select(f => For(f.Check)).DefaultIfEmpty(GateAction.Send).Max();

    public GateAction For(GateCheck check) => routes.DefaultIfEmpty(new GateOptions()).Max(r => check switch
    {
        GateCheck.NothingFound => r.NothingFound,
        GateCheck.ImplausibleVolume => r.ImplausibleVolume,
        GateCheck.TouchesEdge => r.TouchesEdge,
        GateCheck.SidesSwapped => r.SidesSwapped,
        GateCheck.Fragmented => r.Fragmented,
        GateCheck.UnfitSource => r.UnfitSource,
        _ => throw new UnreachableException(),
    });

    /// <summary>Why it is held; null: it is not.</summary>
    public string? HoldReason(IReadOnlyList<GateFinding> findings) => For(findings) < GateAction.Hold
        ? null
        : string.Join(' ', findings.Where(f => For(f.Check) == GateAction.Hold).Select(f => f.Reason));
}
