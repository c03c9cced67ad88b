using DicomNode.Configuration;

namespace DicomNode.Observability.Traces;

/// <summary>Lines <c>Name: value</c>, as OpenTelemetry's exporter wants them. It separates headers by commas, so none can stand in a value.</summary>
internal static class HeadersFile
{
    /// <returns>Why it cannot be used; null: it can.</returns>
    public static string? Problem(string file)
    {
        try
        {
            string[] lines = Lines(file);
            return Array.Find(lines, l => l.IndexOf(':', StringComparison.Ordinal) < 1) is not null ? "has a line that is not \"Name: value\""
                : Array.Find(lines, l => l.Contains(',', StringComparison.Ordinal)) is not null ? "has a header with a comma, which cannot be sent"
                : null;
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            return $"cannot be read: {e.Message.TrimEnd('.')}";
        }
    }

    /// <exception cref="IOException">It cannot be read any more.</exception>
    public static string Read(string file) => string.Join(',', Lines(file).Select(l => l.Split(':', 2, StringSplitOptions.TrimEntries)).Select(l => $"{l[0]}={Uri.EscapeDataString(l[1])}"));

    private static string[] Lines(string file) => [.. File.ReadLines(NodeConfiguration.Resolve(file)).Where(l => !string.IsNullOrWhiteSpace(l))];
}
