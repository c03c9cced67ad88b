namespace DicomNode.Observability.Logs;

/// <summary>Levels as syslog(3) counts them.</summary>
internal static class SyslogPriority
{
    public static int Of(LogLevel level) => level switch
    {
        LogLevel.Critical => 2,
        LogLevel.Error => 3,
        LogLevel.Warning => 4,
        LogLevel.Information => 6,
        _ => 7,
    };
}
