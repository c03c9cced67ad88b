using DicomNode.Dicom.Pixels.Native;
using Microsoft.Extensions.Diagnostics.HealthChecks;

namespace DicomNode.Web.Health;

/// <summary>Which libraries decode compressed images. One that is missing is no illness: what it would decode is refused when it is offered.</summary>
internal sealed class DecodersCheck(NativeFrameDecoder native) : IHealthCheck
{
    public Task<HealthCheckResult> CheckHealthAsync(HealthCheckContext context, CancellationToken cancellationToken = default) =>
        Task.FromResult(HealthCheckResult.Healthy(string.Join("; ", native.Libraries.Select(l => $"{l.Codec}: {l.Library ?? $"none ({l.Problem})"}")) + "."));
}
