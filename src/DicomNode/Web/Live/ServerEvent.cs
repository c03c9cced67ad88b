namespace DicomNode.Web.Live;

/// <summary>One event as it is sent to everybody who listens.</summary>
/// <param name="Data">JSON in one line.</param>
internal sealed record ServerEvent(string Name, string Data);
