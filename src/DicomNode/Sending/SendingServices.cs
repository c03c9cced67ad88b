using Quartz;

namespace DicomNode.Sending;

internal static class SendingServices
{
    public static IServiceCollection AddSending(this IServiceCollection services) => services
        .AddSingleton<SendingMetrics>()
        .AddSingleton<DestinationSender>()
        .AddSingleton<StorageProof>()
        .AddSingleton<Outbox>()
        .AddHostedService(provider => provider.GetRequiredService<Outbox>());

    public static void ScheduleSending(this IQuartzBuilder quartz)
    {
        quartz.Every<DeliverResultsJob>(Schedule.Beat);
        quartz.Every<ProveDeliveriesJob>(ProveDeliveriesJob.Period);
    }
}
