namespace DicomNode.Web.Views;

/// <summary>Why the series counts as complete, or what it waits for.</summary>
/// <param name="HeldUntil">A slice seemed to be missing: it was, or is, waited for until then.</param>
/// <param name="Awaits">Models that need further series of the study.</param>
/// <param name="AwaitedUntil">Until when they are waited for.</param>
internal sealed record EvidenceView(string? ClosedBy, DateTime? ClosedAt, DateTime? HeldUntil, IReadOnlyList<string> Awaits, DateTime? AwaitedUntil);
