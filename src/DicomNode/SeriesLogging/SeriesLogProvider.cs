namespace DicomNode.SeriesLogging;

/// <summary>Gives each series the lines of the node's log that name it: by a value of the message, or by the scope that they were written in.</summary>
internal sealed class SeriesLogProvider(SeriesLogQueue queue, TimeProvider clock) : ILoggerProvider, ISupportExternalScope
{
    private const string Ours = nameof(DicomNode);
    private IExternalScopeProvider? _scopes;

    public ILogger CreateLogger(string categoryName) =>
        categoryName.StartsWith($"{Ours}.", StringComparison.Ordinal) ? new SeriesLogger(queue, clock, () => _scopes) : Microsoft.Extensions.Logging.Abstractions.NullLogger.Instance;

    public void SetScopeProvider(IExternalScopeProvider scopeProvider) => _scopes = scopeProvider;

    public void Dispose()
    {
        // the queue is not ours
    }
}
