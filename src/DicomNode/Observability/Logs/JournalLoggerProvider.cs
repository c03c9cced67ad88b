namespace DicomNode.Observability.Logs;

/// <summary>Log lines as entries of the journal, each value of a message in a field of its own: <c>journalctl SERIES_INSTANCE_UID=1.2.3</c>.</summary>
internal sealed class JournalLoggerProvider(JournalSocket journal) : ILoggerProvider, ISupportExternalScope
{
    private IExternalScopeProvider? _scopes;

    public ILogger CreateLogger(string categoryName) => new JournalLogger(categoryName, journal, () => _scopes);

    public void SetScopeProvider(IExternalScopeProvider scopeProvider) => _scopes = scopeProvider;

    public void Dispose() => journal.Dispose();
}
