using Microsoft.Extensions.Logging.Abstractions;

namespace DicomNode.Observability.Logs;

/// <summary>Category, event id, sentence and exception, on one line.</summary>
internal static class LogLine
{
    public static string Of<TState>(in LogEntry<TState> entry)
    {
        string text = entry.Formatter(entry.State, entry.Exception);
        return $"{entry.Category}[{entry.EventId.Id}] {text}{(entry.Exception is null ? "" : $" {ExceptionText.Of(entry.Exception)}")}".ReplaceLineEndings(" ");
    }
}
