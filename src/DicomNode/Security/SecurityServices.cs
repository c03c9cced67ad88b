using Quartz;

namespace DicomNode.Security;

internal static class SecurityServices
{
    public static IServiceCollection AddSecurity(this IServiceCollection services)
    {
        services.AddHealthChecks().AddCheck<CertificatesCheck>("certificates");
        return services.AddSingleton<NodeCertificates>().AddSingleton<CertificateState>();
    }

    public static void ScheduleSecurity(this IQuartzBuilder quartz) =>
        quartz.ScheduleJob<CheckCertificatesJob>(t => t.StartNow().WithSimpleSchedule(TimeSpan.FromDays(1)));
}
