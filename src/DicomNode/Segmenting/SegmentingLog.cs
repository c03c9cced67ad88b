namespace DicomNode.Segmenting;

internal static partial class SegmentingLog // event ids 3000–3099: operators alert on them, so they are never reused
{
    [LoggerMessage(3000, LogLevel.Information, "Series {SeriesInstanceUid}: {Model} started, attempt {Attempt}.")]
    public static partial void Started(ILogger logger, string seriesInstanceUid, string model, int attempt);

    [LoggerMessage(3001, LogLevel.Information, "Series {SeriesInstanceUid}: {Model} made {Results} results on {Provider} in {Seconds:0.0} s.")]
    public static partial void Finished(ILogger logger, string seriesInstanceUid, string model, int results, string provider, double seconds);

    [LoggerMessage(3002, LogLevel.Error, "Series {SeriesInstanceUid}: {Model} failed. {Problem}")]
    public static partial void Failed(ILogger logger, string seriesInstanceUid, string model, string problem);

    [LoggerMessage(3003, LogLevel.Error, "Series {SeriesInstanceUid}: {Model} failed by a fault of ours.")]
    public static partial void Faulted(ILogger logger, string seriesInstanceUid, string model, Exception exception);

    [LoggerMessage(3004, LogLevel.Warning, "Series {SeriesInstanceUid}: {Model} is tried again later. {Problem}")]
    public static partial void PutBack(ILogger logger, string seriesInstanceUid, string model, string problem);

    [LoggerMessage(3005, LogLevel.Warning, "Series {SeriesInstanceUid}: the result of {Model} was thrown away, because instances came late or another node took over.")]
    public static partial void Overtaken(ILogger logger, string seriesInstanceUid, string model);

    [LoggerMessage(3006, LogLevel.Error, "Series {SeriesInstanceUid}: {Model} cannot be used. The job waits, and is taken up again when the model is mended. {Problem}")]
    public static partial void Blocked(ILogger logger, string seriesInstanceUid, string model, string problem);

    [LoggerMessage(3007, LogLevel.Error, "Series {SeriesInstanceUid}: the results of {Model} are made and cannot be booked yet ({Problem}).")]
    public static partial void IndexBusy(ILogger logger, string seriesInstanceUid, string model, string problem);

    [LoggerMessage(3008, LogLevel.Warning, "Result {SopInstanceUid} is replaced, and peers that hold it are not told to reject it: its file cannot be read ({Problem}).")]
    public static partial void NotRejected(ILogger logger, string sopInstanceUid, string problem);

    [LoggerMessage(3009, LogLevel.Information, "{Model} can be used: {Jobs} jobs and {Series} series that waited for it go on.")]
    public static partial void Unblocked(ILogger logger, string model, int jobs, int series);

    [LoggerMessage(3020, LogLevel.Information, "{Model} {Version} is being loaded. A GPU provider may have to build its engine, which takes minutes the first time; receiving goes on.")]
    public static partial void Warming(ILogger logger, string model, string version);

    [LoggerMessage(3021, LogLevel.Information, "Ready: {Model}.")]
    public static partial void Warm(ILogger logger, string model);

    [LoggerMessage(3022, LogLevel.Error, "{Model} cannot run, and is tried again every minute. {Problem}")]
    public static partial void NotWarm(ILogger logger, string model, string? problem);
}
