namespace DicomNode.Hosting;

internal static class SystemdServices
{
    public static IServiceCollection AddSystemd(this IServiceCollection services) => services
        .AddSingleton(SystemdSettings.OfProcess())
        .AddSingleton<SchedulePulse>()
        .AddSingleton<SignsOfLife>()
        .AddHostedService<SystemdNotifier>();
}
