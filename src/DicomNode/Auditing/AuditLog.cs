namespace DicomNode.Auditing;

internal static partial class AuditLog // event ids 12000–12099: operators alert on them, so they are never reused
{
    [LoggerMessage(12000, LogLevel.Information, "Audit messages go to {Server} over {Transport}.")]
    public static partial void Connected(ILogger logger, string server, AuditTransport transport);

    [LoggerMessage(12001, LogLevel.Warning, "Audit messages cannot be sent to {Server} ({Problem}); they are kept and it is tried again.")]
    public static partial void NotSent(ILogger logger, string server, string problem);

    [LoggerMessage(12002, LogLevel.Error, "Audit messages are lost, {Count} so far: {Why}. Look at the audit server (Audit:Server), at the disk, and at Audit:SpoolMiB.")]
    public static partial void Lost(ILogger logger, long count, string why);

    [LoggerMessage(12003, LogLevel.Warning, "Audit messages cannot be written to the disk ({Problem}); they wait in memory and it is tried again.")]
    public static partial void NotWritten(ILogger logger, string problem);

    [LoggerMessage(12004, LogLevel.Error, "Auditing failed by a fault of ours; it goes on.")]
    public static partial void Faulted(ILogger logger, Exception exception);

    [LoggerMessage(12005, LogLevel.Information, "The node was not stopped in order: instances of {Count} transfers since {Since:u} are audited, for the second time where they had been.")]
    public static partial void Recovered(ILogger logger, int count, DateTime since);

    [LoggerMessage(12006, LogLevel.Information, "Audit messages are kept again; {Count} had been lost.")]
    public static partial void KeptAgain(ILogger logger, long count);
}
