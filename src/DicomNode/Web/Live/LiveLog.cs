namespace DicomNode.Web.Live;

internal static partial class LiveLog // event ids 10100–10199: operators alert on them, so they are never reused
{
    [LoggerMessage(10100, LogLevel.Error, "The live view was interrupted by a fault of ours; the pages connect again.")]
    public static partial void Broken(ILogger logger, Exception exception);
}
