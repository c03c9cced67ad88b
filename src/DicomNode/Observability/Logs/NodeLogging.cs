using System.Reflection;
using DicomNode.Configuration;
using Microsoft.Extensions.Logging.Console;

namespace DicomNode.Observability.Logs;

/// <summary>Where log lines go, as the configuration wants it.</summary>
internal static class NodeLogging
{
    /// <summary>What namespaces of libraries begin with.</summary>
    private static readonly string[] s_framework = ["Microsoft", "System", "Quartz", "OpenTelemetry"];

    public static void Configure(ILoggingBuilder logging, LoggingOptions options)
    {
        SetLevels(logging, options.Level);
        LogFormat format = options.Format == LogFormat.Auto ? JournalStream.Format() : options.Format;
        if (format == LogFormat.Journal)
        {
            logging.AddProvider(new JournalLoggerProvider(new JournalSocket(JournalSocket.Path)));
            return;
        }

        logging
            .AddConsoleFormatter<TextLineFormatter, ConsoleFormatterOptions>()
            .AddConsoleFormatter<SystemdLineFormatter, ConsoleFormatterOptions>()
            .AddConsoleFormatter<JsonLineFormatter, ConsoleFormatterOptions>()
            .AddConsole(o => o.FormatterName = format switch
            {
                LogFormat.Systemd => SystemdLineFormatter.FormatterName,
                LogFormat.Json => JsonLineFormatter.FormatterName,
                _ => TextLineFormatter.FormatterName,
            });
    }

    public static void SetLevels(ILoggingBuilder logging, LogLevelOptions levels)
    {
        logging.SetMinimumLevel(levels.Default);
        foreach (string library in s_framework)
        {
            logging.AddFilter(library, levels.Framework);
        }

        logging.AddFilter("Microsoft.Extensions.Hosting.Internal.Host", LogLevel.Critical); // why a start failed is thrown, and said once, by the command
        logging.AddFilter("Microsoft.Extensions.Diagnostics.HealthChecks", LogLevel.None); // whoever asked gets the answer; systemd's status asks twice a minute
        foreach (PropertyInfo room in typeof(LogLevelOptions).GetProperties().Where(p => p.PropertyType == typeof(LogLevel?)))
        {
            if (room.GetValue(levels) is LogLevel level)
            {
                logging.AddFilter($"{nameof(DicomNode)}.{room.Name}", level);
            }
        }
    }
}
