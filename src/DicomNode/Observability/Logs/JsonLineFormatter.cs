using System.Globalization;
using System.Text;
using System.Text.Json;
using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Logging.Console;

namespace DicomNode.Observability.Logs;

/// <summary>A JSON object a line: time, level, category, eventId, message, exception, and each value of the message under its name.</summary>
internal sealed class JsonLineFormatter(TimeProvider clock) : ConsoleFormatter(FormatterName)
{
    public const string FormatterName = "dicomnode-json";
    private static readonly string[] s_own = ["time", "level", "category", "eventId", "message", "exception"];

    public override void Write<TState>(in LogEntry<TState> logEntry, IExternalScopeProvider? scopeProvider, TextWriter textWriter)
    {
        using MemoryStream bytes = new();
        using (Utf8JsonWriter json = new(bytes))
        {
            json.WriteStartObject();
            json.WriteString("time", clock.GetUtcNow().ToString("yyyy-MM-ddTHH:mm:ss.fffZ", CultureInfo.InvariantCulture));
            json.WriteString("level", logEntry.LogLevel.ToString());
            json.WriteString("category", logEntry.Category);
            json.WriteNumber("eventId", logEntry.EventId.Id);
            json.WriteString("message", logEntry.Formatter(logEntry.State, logEntry.Exception));
            if (logEntry.Exception is { } exception)
            {
                json.WriteString("exception", ExceptionText.Of(exception));
            }

            foreach ((string name, string value) in LogValues.Of(logEntry.State, scopeProvider).DistinctBy(v => v.Name).Where(v => !s_own.Contains(JsonNamingPolicy.CamelCase.ConvertName(v.Name))))
            {
                json.WriteString(JsonNamingPolicy.CamelCase.ConvertName(name), value);
            }

            json.WriteEndObject();
        }

        textWriter.WriteLine(Encoding.UTF8.GetString(bytes.GetBuffer().AsSpan(0, (int)bytes.Length)));
    }
}
