using DicomNode.Receiving;
using Microsoft.Extensions.Diagnostics.HealthChecks;

namespace DicomNode.Web.Health;

/// <summary>The listener is open.</summary>
internal sealed class ListenerCheck(ListenerService listener) : IHealthCheck
{
    public Task<HealthCheckResult> CheckHealthAsync(HealthCheckContext context, CancellationToken cancellationToken = default) => Task.FromResult(
        (listener.EndPoint, listener.SecureEndPoint) is (null, null)
            ? HealthCheckResult.Unhealthy("Not listening.")
            : HealthCheckResult.Healthy($"Listening on {Ports()}, {listener.Connections} connections."));

    private string Ports() => string.Join(" and ", new[] { $"{listener.EndPoint}", listener.SecureEndPoint is { } secure ? $"{secure} (TLS)" : "" }.Where(p => p.Length > 0));
}
