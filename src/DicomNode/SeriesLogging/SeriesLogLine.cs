namespace DicomNode.SeriesLogging;

/// <summary>One line of the log of a series.</summary>
/// <param name="At">UTC.</param>
/// <param name="EventId">Of the message; never reused.</param>
internal sealed record SeriesLogLine(DateTime At, LogLevel Level, int EventId, string Text);
