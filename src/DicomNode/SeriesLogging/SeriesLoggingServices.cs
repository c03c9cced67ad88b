using Quartz;

namespace DicomNode.SeriesLogging;

internal static class SeriesLoggingServices
{
    /// <summary>Before the services whose lines it writes: services stop in the order opposite to the one in which they were added.</summary>
    public static IServiceCollection AddSeriesLogging(this IServiceCollection services) => services
        .AddSingleton<SeriesLogQueue>()
        .AddSingleton<ILoggerProvider, SeriesLogProvider>()
        .AddHostedService<SeriesLogWriter>();

    /// <summary>Whatever the log of the node leaves out, the logs of the series have.</summary>
    public static ILoggingBuilder KeepForSeries(this ILoggingBuilder logging) => logging.AddFilter<SeriesLogProvider>(null, LogLevel.Information);

    public static void ScheduleSeriesLogging(this IQuartzBuilder quartz) => quartz.Every<SweepSeriesLogsJob>(TimeSpan.FromDays(1));
}
