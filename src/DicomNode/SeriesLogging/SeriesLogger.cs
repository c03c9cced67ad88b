namespace DicomNode.SeriesLogging;

/// <summary>Of each message that is about series, a line for each of them.</summary>
internal sealed class SeriesLogger(SeriesLogQueue queue, TimeProvider clock, Func<IExternalScopeProvider?> scopes) : ILogger
{
    private const int LongestText = 1000;

    public bool IsEnabled(LogLevel logLevel) => logLevel is >= LogLevel.Information and < LogLevel.None;

    public IDisposable? BeginScope<TState>(TState state)
        where TState : notnull => null; // kept by the scope provider

    public void Log<TState>(LogLevel logLevel, EventId eventId, TState state, Exception? exception, Func<TState, Exception?, string> formatter)
    {
        if (!IsEnabled(logLevel))
        {
            return;
        }

        HashSet<string> series = [];
        Collect(state, series);
        scopes()?.ForEachScope(static (scope, found) => Collect(scope, found), series);
        if (series.Count == 0)
        {
            return;
        }

        // of an exception only the type: what the runtime puts into its messages may be a value of a data set
        string text = $"{formatter(state, exception)}{(exception is null ? "" : $" [{exception.GetType().Name}]")}";
        SeriesLogLine line = new(clock.GetUtcNow().UtcDateTime, logLevel, eventId.Id, text.Length > LongestText ? $"{text[..LongestText]}…" : text);
        foreach (string uid in series)
        {
            queue.Add(uid, line);
        }
    }

    private static void Collect(object? state, HashSet<string> found)
    {
        if (state is IEnumerable<KeyValuePair<string, object?>> values)
        {
            foreach ((string key, object? value) in values)
            {
                if (key == SeriesScope.Key && value is string uid)
                {
                    found.Add(uid);
                }
            }
        }
    }
}
