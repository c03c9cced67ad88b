namespace DicomNode.Sending;

internal static partial class SendingLog // event ids 4000–4099: operators alert on them, so they are never reused
{
    [LoggerMessage(4000, LogLevel.Information, "{Kind} {SopInstanceUid} delivered to {Destination}, attempt {Attempt}.")]
    public static partial void Delivered(ILogger logger, string kind, string sopInstanceUid, string destination, int attempt);

    [LoggerMessage(4001, LogLevel.Warning, "{Kind} {SopInstanceUid} delivered to {Destination} with a warning: {Reason}")]
    public static partial void DeliveredWithWarning(ILogger logger, string kind, string sopInstanceUid, string destination, string reason);

    [LoggerMessage(4002, LogLevel.Warning, "{Kind} {SopInstanceUid} is not at {Destination} yet, attempt {Attempt}; next at {Next:u}. {Reason}")]
    public static partial void TriesAgain(ILogger logger, string kind, string sopInstanceUid, string destination, int attempt, DateTime next, string reason);

    [LoggerMessage(4003, LogLevel.Error, "{Kind} {SopInstanceUid} is given up for {Destination} (delivery {Delivery}). {Reason}")]
    public static partial void GivenUp(ILogger logger, string kind, string sopInstanceUid, string destination, long delivery, string reason);

    [LoggerMessage(4004, LogLevel.Error, "Sending to {Destination} failed by a fault of ours; it goes on with the next look.")]
    public static partial void Faulted(ILogger logger, string destination, Exception exception);

    [LoggerMessage(4006, LogLevel.Information, "{AeTitle} has shown that it keeps {Count} results.")]
    public static partial void Proven(ILogger logger, string aeTitle, int count);

    [LoggerMessage(4007, LogLevel.Error, "{SopInstanceUid} is not at {AeTitle} although it was answered with success. {Reason} {Next}")]
    public static partial void Disowned(ILogger logger, string sopInstanceUid, string aeTitle, string reason, string next);

    [LoggerMessage(4008, LogLevel.Warning, "{AeTitle} cannot be asked to prove its storage: {Problem}")]
    public static partial void NotProven(ILogger logger, string aeTitle, string problem);
}
