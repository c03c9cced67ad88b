using DicomNode.Assembling;

namespace DicomNode.Explaining;

/// <summary>What the routes make of a series or of pasted elements.</summary>
/// <param name="Elements">What routes and models look at, by keyword; absent ones are left out.</param>
/// <param name="Routes">All of the configuration, in its order.</param>
/// <param name="Text">What becomes of it, in sentences.</param>
internal sealed record RouteTest(IReadOnlyDictionary<string, string> Elements, IReadOnlyList<RouteVerdict> Routes, string Text)
{
    /// <summary>Null: pasted elements that name none.</summary>
    public string? SeriesInstanceUid { get; init; }

    /// <summary>What was left out of the input, and why.</summary>
    public IReadOnlyList<string> Remarks { get; init; } = [];
}

/// <summary>One route.</summary>
/// <param name="Index">In <c>Routes</c>, from 0.</param>
/// <param name="Matches">All of its conditions hold.</param>
/// <param name="Conditions">Those that it has; none: it takes everything.</param>
/// <param name="Text">What follows, in sentences.</param>
internal sealed record RouteVerdict(int Index, string Model, bool Matches, IReadOnlyList<RouteCondition> Conditions, string Text);
