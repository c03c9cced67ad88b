namespace DicomNode.SeriesLogging;

/// <summary>Says that all that is logged until it is disposed of is about series: their logs get those lines, and structured logs name them.</summary>
internal static class SeriesScope
{
    public const string Key = "SeriesInstanceUid";

    public static IDisposable OfSeries(this ILogger logger, params IEnumerable<string> seriesInstanceUids) =>
        new Scopes([.. seriesInstanceUids.Distinct().Select(uid => logger.BeginScope(new KeyValuePair<string, object?>[] { new(Key, uid) }))]);

    private sealed class Scopes(IDisposable?[] inner) : IDisposable
    {
        public void Dispose()
        {
            foreach (IDisposable? scope in inner.Reverse())
            {
                scope?.Dispose();
            }
        }
    }
}
