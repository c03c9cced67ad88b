using Quartz;

namespace DicomNode.Assembling;

internal static class AssemblingServices
{
    public static IServiceCollection AddAssembling(this IServiceCollection services) => services
        .AddSingleton<RouteTable>()
        .AddSingleton<AssemblingMetrics>()
        .AddSingleton<ImageJobs>()
        .AddSingleton<ImageRouting>()
        .AddHostedService(provider => provider.GetRequiredService<ImageRouting>())
        .AddSingleton<IStudyMatcher, StudyRules>()
        .AddSingleton<JobPlanner>()
        .AddSingleton<SeriesArrivals>()
        .AddSingleton<IArchiveCounts, PeerCounts>()
        .AddSingleton<ArchiveInquiries>();

    public static void ScheduleAssembling(this IQuartzBuilder quartz)
    {
        quartz.Every<CloseSeriesJob>(Schedule.Beat);
        quartz.Every<DecideSeriesJob>(Schedule.Beat);
    }
}
