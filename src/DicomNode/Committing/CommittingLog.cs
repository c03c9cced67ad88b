namespace DicomNode.Committing;

internal static partial class CommittingLog // event ids 6000–6099: operators alert on them, so they are never reused
{
    [LoggerMessage(6000, LogLevel.Information, "{Peer} asks for storage commitment to {Instances} instances (transaction {TransactionUid}): {Status}.")]
    public static partial void Requested(ILogger logger, string transactionUid, string peer, int instances, string status);

    [LoggerMessage(6001, LogLevel.Information, "Storage commitment {TransactionUid} was reported to {Peer}: {Committed} instances committed, {Failed} not.")]
    public static partial void Reported(ILogger logger, string transactionUid, string peer, int committed, int failed);

    [LoggerMessage(6002, LogLevel.Warning, "Storage commitment {TransactionUid} could not be reported to {Peer}: {Why}. It may ask again.")]
    public static partial void NotReported(ILogger logger, string transactionUid, string peer, string why);

    [LoggerMessage(6003, LogLevel.Warning, "{Count} requests for storage commitment had no report for {Patience} and are given up; the archive's log may say why.")]
    public static partial void Expired(ILogger logger, int count, TimeSpan patience);

    [LoggerMessage(6004, LogLevel.Error, "Storage commitment {TransactionUid} could not be reported to {Peer} by a fault of ours. It may ask again.")]
    public static partial void Faulted(ILogger logger, string transactionUid, string peer, Exception exception);
}
