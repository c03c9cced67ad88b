using Quartz;

namespace DicomNode.Assembling;

internal static class AssemblingServices
{
    public static IServiceCollection AddAssembling(this IServiceCollection services) => services
        .AddSingleton<RouteTable>()
        .AddSingleton<SeriesArrivals>()
        .AddSingleton<IArchiveCounts, PeerCounts>()
        .AddSingleton<ArchiveInquiries>();

    public static void ScheduleAssembling(this IQuartzBuilder quartz)
    {
        quartz.ScheduleJob<CloseSeriesJob>(t => t.StartNow().WithSimpleSchedule(Schedule.Beat));
        quartz.ScheduleJob<DecideSeriesJob>(t => t.StartNow().WithSimpleSchedule(Schedule.Beat));
    }
}
