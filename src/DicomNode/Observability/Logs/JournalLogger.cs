using System.Globalization;

namespace DicomNode.Observability.Logs;

/// <summary>Writes on the caller's thread: what is logged before a crash is in the journal.</summary>
internal sealed class JournalLogger(string category, JournalSocket journal, Func<IExternalScopeProvider?> scopes) : ILogger
{
    private const string Identifier = "dicomnode";

    private static readonly string[] s_own = ["MESSAGE", "PRIORITY", "SYSLOG_IDENTIFIER", "CATEGORY", "EVENT_ID", "EXCEPTION"];

    [ThreadStatic]
    private static JournalEntry? s_entry;

    public bool IsEnabled(LogLevel logLevel) => logLevel != LogLevel.None;

    public IDisposable? BeginScope<TState>(TState state)
        where TState : notnull => scopes()?.Push(state);

    public void Log<TState>(LogLevel logLevel, EventId eventId, TState state, Exception? exception, Func<TState, Exception?, string> formatter)
    {
        if (!IsEnabled(logLevel))
        {
            return;
        }

        JournalEntry entry = s_entry ??= new();
        entry.Clear();
        int priority = SyslogPriority.Of(logLevel);
        string text = formatter(state, exception);
        entry.Add("MESSAGE", exception is null ? text : $"{text} {ExceptionText.Short(exception)}");
        entry.Add("PRIORITY", priority.ToString(CultureInfo.InvariantCulture));
        entry.Add("SYSLOG_IDENTIFIER", Identifier);
        entry.Add("CATEGORY", category);
        if (eventId.Id != 0)
        {
            entry.Add("EVENT_ID", eventId.Id.ToString(CultureInfo.InvariantCulture));
        }

        foreach ((string name, string value) in LogValues.Of(state, scopes()))
        {
            if (JournalEntry.NameOf(name) is { } field && !s_own.Contains(field))
            {
                entry.Add(field, value); // a field may come twice: of a model that takes several series
            }
        }

        if (exception is not null)
        {
            entry.Add("EXCEPTION", ExceptionText.Of(exception));
        }

        if (!journal.TrySend(entry.Bytes))
        {
            Console.Error.WriteLine($"<{priority}>{text.ReplaceLineEndings(" ")}"); // systemd reads this, too
        }
    }
}
