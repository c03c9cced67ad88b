namespace DicomNode.Hosting;

internal static partial class SystemdLog
{
    [LoggerMessage(8050, LogLevel.Critical, "No sign of life for systemd: {Standstill}. Without one for {Watchdog} it kills the node and starts it again.")]
    public static partial void Standstill(ILogger logger, string standstill, TimeSpan watchdog);

    [LoggerMessage(8051, LogLevel.Warning, "Signs of life for systemd again.")]
    public static partial void Moves(ILogger logger);
}
