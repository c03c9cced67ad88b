using DicomNode.Segmentation.Inference;
using Microsoft.Extensions.Diagnostics.HealthChecks;

namespace DicomNode.Web.Health;

/// <summary>The servers that run models for this node answer.</summary>
internal sealed class InferenceServersCheck(InferenceEngine engine) : IHealthCheck
{
    public async Task<HealthCheckResult> CheckHealthAsync(HealthCheckContext context, CancellationToken cancellationToken = default)
    {
        (Uri Address, string? Problem)[] servers = await engine.ServersAsync(cancellationToken);
        string text = string.Join(" ", servers.Select(s => s.Problem is null ? $"{s.Address} is ready." : $"{s.Address}: {s.Problem}"));
        int ready = servers.Count(s => s.Problem is null);
        return servers.Length == 0 ? HealthCheckResult.Healthy("None is configured.")
            : ready == servers.Length ? HealthCheckResult.Healthy(text)
            : ready > 0 ? HealthCheckResult.Degraded(text)
            : HealthCheckResult.Unhealthy(text);
    }
}
