using DicomNode.Notifying.Conditions;

namespace DicomNode.Notifying;

internal static class NotifyingServices
{
    public static IServiceCollection AddNotifying(this IServiceCollection services) => services
        .AddSingleton<NotificationBookFile>()
        .AddSingleton<IConditionSource, StartConditions>()
        .AddSingleton<IConditionSource, DiskConditions>()
        .AddSingleton<IConditionSource, CertificateConditions>()
        .AddSingleton<IConditionSource, ReadinessConditions>()
        .AddSingleton<IConditionSource, DeliveryConditions>()
        .AddSingleton<IConditionSource, JobConditions>()
        .AddSingleton<IConditionSource, SeriesConditions>()
        .AddSingleton<ConditionWatch>()
        .AddSingleton<NotificationPost>()
        .AddHostedService<NotifyService>();
}
