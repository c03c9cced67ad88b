using System.Data.Common;
using DicomNode.Storage.Ledgers;
using DicomNode.Storage.Rows;
using Microsoft.Extensions.Diagnostics.HealthChecks;

namespace DicomNode.Web.Health;

/// <summary>The index answers.</summary>
internal sealed class DatabaseCheck(SeriesLedger ledger) : IHealthCheck
{
    public async Task<HealthCheckResult> CheckHealthAsync(HealthCheckContext context, CancellationToken cancellationToken = default)
    {
        try
        {
            IReadOnlyDictionary<SeriesState, int> series = await ledger.CountByStateAsync(cancellationToken);
            return HealthCheckResult.Healthy(series.Count == 0 ? "No series yet." : $"Series: {string.Join(", ", series.Select(c => $"{c.Value} {c.Key}"))}.");
        }
        catch (DbException e)
        {
            return HealthCheckResult.Unhealthy($"The index does not answer ({e.Message}); receiving goes on.");
        }
    }
}
