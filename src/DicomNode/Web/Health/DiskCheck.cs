using DicomNode.Configuration;
using DicomNode.Storage.Files;
using Microsoft.Extensions.Diagnostics.HealthChecks;

namespace DicomNode.Web.Health;

/// <summary>There is room for more instances.</summary>
internal sealed class DiskCheck(DataFolder folder, NodeOptions options) : IHealthCheck
{
    private const double GiB = 1L << 30;

    public Task<HealthCheckResult> CheckHealthAsync(HealthCheckContext context, CancellationToken cancellationToken = default)
    {
        string free = $"{folder.FreeBytes / GiB:0.0} GiB free in {folder.Root}";
        return Task.FromResult(folder.HasRoomFor(0)
            ? HealthCheckResult.Healthy($"{free}.")
            : HealthCheckResult.Unhealthy($"{free}, less than the reserve of {options.Data.ReserveGiB} GiB (Data:ReserveGiB): instances are answered A700H. Make room on that disk."));
    }
}
