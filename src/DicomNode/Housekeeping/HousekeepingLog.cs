namespace DicomNode.Housekeeping;

internal static partial class HousekeepingLog // event ids 9000–9099: operators alert on them, so they are never reused
{
    [LoggerMessage(9000, LogLevel.Information, "Series {SeriesInstanceUid} and its results are removed ({Rule}).")]
    public static partial void Removed(ILogger logger, string seriesInstanceUid, string rule);

    [LoggerMessage(9001, LogLevel.Warning, "{FreeGiB:0.0} GiB are free, less than Retention:MakeRoomBelowGiB ({Wanted}), and no delivered series is left to remove. Make room on that disk.")]
    public static partial void NothingToRemove(ILogger logger, double freeGiB, double wanted);
}
