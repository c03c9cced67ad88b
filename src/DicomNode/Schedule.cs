using Quartz;

namespace DicomNode;

/// <summary>How often the stages look for work.</summary>
internal static class Schedule
{
    /// <summary>Each look is one indexed query; what users feel between two stages is half of this.</summary>
    public static TimeSpan Beat { get; } = TimeSpan.FromMilliseconds(250);

    /// <summary>Runs a job at a steady pace from the start on. Quartz keeps the node's clock, which does not jump: <see cref="Hosting.SteadyClock"/>.</summary>
    public static void Every<TJob>(this IQuartzBuilder quartz, TimeSpan pace)
        where TJob : IJob => quartz.ScheduleJob<TJob>(t => t.StartNow().WithSimpleSchedule(pace));
}
