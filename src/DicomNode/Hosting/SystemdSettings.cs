using System.Globalization;

namespace DicomNode.Hosting;

/// <summary>What systemd tells a service of <c>Type=notify</c> in its environment: sd_notify(3), sd_watchdog_enabled(3).</summary>
/// <param name="Socket">Where the service reports to: a path, or <c>@</c> and a name of the abstract namespace. Null: nobody listens.</param>
/// <param name="Watchdog">How long systemd waits for a sign of life before it kills the process. Null: for ever.</param>
internal sealed record SystemdSettings(string? Socket, TimeSpan? Watchdog)
{
    public static SystemdSettings OfProcess() => Of(Environment.GetEnvironmentVariable, Environment.ProcessId);

    public static SystemdSettings Of(Func<string, string?> variable, int processId)
    {
        string? socket = variable("NOTIFY_SOCKET") is { Length: > 1 } named && named[0] is '/' or '@' ? named : null;
        return new(socket, socket is null ? null : WatchdogOf(variable, processId));
    }

    /// <summary>WATCHDOG_PID names whom the watchdog is for: a child that inherited the variables is not meant.</summary>
    private static TimeSpan? WatchdogOf(Func<string, string?> variable, int processId) =>
        variable("WATCHDOG_PID") is { Length: > 0 } pid && pid != processId.ToString(CultureInfo.InvariantCulture) ? null
        : long.TryParse(variable("WATCHDOG_USEC"), NumberStyles.None, CultureInfo.InvariantCulture, out long microseconds) && microseconds > 0 ? TimeSpan.FromMicroseconds(microseconds)
        : null;
}
