using DicomNode.Notifying;

namespace DicomNode.Auditing;

internal static class AuditingServices
{
    /// <summary>Before whatever is audited, so that it stops after it: the last messages are about the stop itself.</summary>
    public static IServiceCollection AddAuditing(this IServiceCollection services)
    {
        services.AddHealthChecks().AddCheck<AuditCheck>("audit");
        return services
            .AddSingleton<AuditTrail>()
            .AddSingleton<AuditMessages>()
            .AddSingleton<PatientLookup>()
            .AddSingleton<ReceivedTransfers>()
            .AddSingleton<SendingAudit>()
            .AddSingleton<AuditForwarder>()
            .AddSingleton<IConditionSource, AuditConditions>()
            .AddHostedService(provider => provider.GetRequiredService<AuditForwarder>())
            .AddHostedService<AuditSpooler>()
            .AddHostedService<AuditService>();
    }
}
