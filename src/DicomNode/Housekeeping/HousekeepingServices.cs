using Quartz;

namespace DicomNode.Housekeeping;

internal static class HousekeepingServices
{
    public static void ScheduleHousekeeping(this IQuartzBuilder quartz) => quartz.Every<HousekeepingJob>(TimeSpan.FromMinutes(1));
}
