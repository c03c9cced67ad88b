using Quartz;

namespace DicomNode.Sending;

internal static class SendingServices
{
    public static IServiceCollection AddSending(this IServiceCollection services) => services
        .AddSingleton<DestinationSender>()
        .AddSingleton<StorageProof>()
        .AddSingleton<Outbox>()
        .AddHostedService(provider => provider.GetRequiredService<Outbox>());

    public static void ScheduleSending(this IQuartzBuilder quartz)
    {
        quartz.ScheduleJob<DeliverResultsJob>(t => t.StartNow().WithSimpleSchedule(Schedule.Beat));
        quartz.ScheduleJob<ProveDeliveriesJob>(t => t.StartNow().WithSimpleSchedule(ProveDeliveriesJob.Period));
    }
}
