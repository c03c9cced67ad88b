namespace DicomNode.Web.Views;

/// <summary>One thing in the life of a series.</summary>
/// <param name="At">When it happened, or began; of what is waited for, until when. UTC.</param>
/// <param name="Text">A sentence.</param>
/// <param name="Seconds">How long it took.</param>
internal sealed record TimelineEntryView(DateTime At, TimelineKind Kind, string Text, string? Model = null, string? Destination = null, double? Seconds = null);
