namespace DicomNode.Notifying;

/// <summary>One thing that happened: a result given up, a series with a gap.</summary>
/// <param name="Key">The same at every look, and of no other.</param>
/// <param name="Text">A line of a message; no patient's data.</param>
internal sealed record Occurrence(string Key, string Text);
