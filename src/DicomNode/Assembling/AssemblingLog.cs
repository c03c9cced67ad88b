namespace DicomNode.Assembling;

internal static partial class AssemblingLog // event ids 2000–2099: operators alert on them, so they are never reused
{
    [LoggerMessage(2000, LogLevel.Information, "Series {SeriesInstanceUid} closed: {ClosedBy}.")]
    public static partial void Closed(ILogger logger, string seriesInstanceUid, string closedBy);

    [LoggerMessage(2001, LogLevel.Information, "Series {SeriesInstanceUid} is queued for {Models}. {Verdict}")]
    public static partial void Routed(ILogger logger, string seriesInstanceUid, string models, string verdict);

    [LoggerMessage(2002, LogLevel.Information, "Series {SeriesInstanceUid} is not segmented: {Reason}")]
    public static partial void NotRouted(ILogger logger, string seriesInstanceUid, string reason);

    [LoggerMessage(2003, LogLevel.Warning, "Series {SeriesInstanceUid} waits until {Until:u}: {Reason}")]
    public static partial void HeldOpen(ILogger logger, string seriesInstanceUid, DateTime until, string reason);

    [LoggerMessage(2004, LogLevel.Warning, "Series {SeriesInstanceUid} is incomplete, no volume, or alone: {Reason}")]
    public static partial void Incomplete(ILogger logger, string seriesInstanceUid, string reason);

    [LoggerMessage(2005, LogLevel.Error, "Series {SeriesInstanceUid} cannot be decided about: {Problem}")]
    public static partial void Failed(ILogger logger, string seriesInstanceUid, string problem);

    [LoggerMessage(2006, LogLevel.Error, "Series {SeriesInstanceUid} cannot be decided about by a fault of ours.")]
    public static partial void Faulted(ILogger logger, string seriesInstanceUid, Exception exception);

    [LoggerMessage(2008, LogLevel.Information, "Series {SeriesInstanceUid} waits for others of its study. {Reason}")]
    public static partial void Awaiting(ILogger logger, string seriesInstanceUid, string reason);

    [LoggerMessage(2009, LogLevel.Debug, "Image {SopInstanceUid} is queued for {Model}.")]
    public static partial void ImageRouted(ILogger logger, string sopInstanceUid, string model);

    [LoggerMessage(2010, LogLevel.Warning, "Image {SopInstanceUid} cannot be queued now ({Problem}); it is when its series closes.")]
    public static partial void ImagePutOff(ILogger logger, string sopInstanceUid, string problem);

    [LoggerMessage(2011, LogLevel.Error, "Image {SopInstanceUid} cannot be queued by a fault of ours.")]
    public static partial void ImageFaulted(ILogger logger, string sopInstanceUid, Exception exception);

    [LoggerMessage(2007, LogLevel.Warning, "{AeTitle} does not say how much of series {SeriesInstanceUid} it holds ({Problem}): set its Query to false if it answers no C-FIND.")]
    public static partial void ArchiveSilent(ILogger logger, string aeTitle, string seriesInstanceUid, string problem);
}
