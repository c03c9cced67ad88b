namespace DicomNode.Notifying;

internal static partial class NotifyingLog // event ids 11000–11099: operators alert on them, so they are never reused
{
    [LoggerMessage(11000, LogLevel.Information, "Told {Channel}: {Title} ({Id}, attempt {Attempt}).")]
    public static partial void Told(ILogger logger, string channel, string title, string id, int attempt);

    [LoggerMessage(11001, LogLevel.Warning, "{Channel} cannot be told ({Problem}): {Title}. Next attempt at {Next:u}.")]
    public static partial void TriesAgain(ILogger logger, string channel, string problem, string title, DateTime next);

    [LoggerMessage(11002, LogLevel.Error, "{Channel} was not told within Notifications:GiveUpAfter ({Problem}), and this message is given up: {Title}.")]
    public static partial void GivenUp(ILogger logger, string channel, string problem, string title);

    [LoggerMessage(11003, LogLevel.Error, "{File} cannot be read ({Problem}) and begins anew: what lasts is told again.")]
    public static partial void BookUnreadable(ILogger logger, string file, string problem);

    [LoggerMessage(11004, LogLevel.Warning, "What to tell cannot be kept or looked for now ({Problem}); it is tried again.")]
    public static partial void PutOff(ILogger logger, string problem);

    [LoggerMessage(11005, LogLevel.Error, "Notifying failed by a fault of ours; it goes on with the next look.")]
    public static partial void Faulted(ILogger logger, Exception exception);

    [LoggerMessage(11006, LogLevel.Warning, "The node was not stopped in order before this start.")]
    public static partial void Crashed(ILogger logger);
}
