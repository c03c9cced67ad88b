using Microsoft.Extensions.Diagnostics.HealthChecks;

namespace DicomNode.Auditing;

/// <summary>Audit messages are kept and reach their server. What waits is no illness of the node, what is lost neither: it works on, degraded.</summary>
internal sealed class AuditCheck(AuditTrail trail, AuditForwarder forwarder) : IHealthCheck
{
    public Task<HealthCheckResult> CheckHealthAsync(HealthCheckContext context, CancellationToken cancellationToken = default)
    {
        if (trail.Spool is not { } spool)
        {
            return Task.FromResult(HealthCheckResult.Healthy("Off."));
        }

        string waiting = $"{spool.Waiting} bytes wait for {forwarder.Server}";
        return Task.FromResult(
            trail.Lost is { } lost ? HealthCheckResult.Degraded($"{lost.Count} audit messages are lost since {lost.Since:u}; {waiting}.")
            : forwarder.Problem is { } problem ? HealthCheckResult.Degraded($"{waiting}: {problem}.")
            : HealthCheckResult.Healthy($"{waiting}."));
    }
}
