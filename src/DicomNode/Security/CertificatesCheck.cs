using DicomNode.Dicom.Network.Security;
using Microsoft.Extensions.Diagnostics.HealthChecks;

namespace DicomNode.Security;

/// <summary>Certificates: degraded when one ends soon or a new one cannot be used, unhealthy when our own is over.</summary>
internal sealed class CertificatesCheck(CertificateState state) : IHealthCheck
{
    public Task<HealthCheckResult> CheckHealthAsync(HealthCheckContext context, CancellationToken cancellationToken = default) => Task.FromResult(Check());

    private HealthCheckResult Check()
    {
        IReadOnlyList<(CertificateOfFile Certificate, TimeSpan Left)> all = state.Look();
        IReadOnlyList<string> problems = state.Problems();
        if (all.Count == 0)
        {
            return HealthCheckResult.Healthy("No certificates are configured: no port and no peer with certificates of its own.");
        }

        string said = string.Join(" ", [.. problems.Select(p => $"New files cannot be used, the old ones hold: {p}"), .. all.Select(Describe)]);
        return all.Any(c => c.Left < TimeSpan.Zero && c.Certificate.Kind == TlsFileKind.Certificate) ? HealthCheckResult.Unhealthy(said)
            : problems.Count > 0 || all.Any(c => c.Left < CertificateState.WarnAhead) ? HealthCheckResult.Degraded(said)
            : HealthCheckResult.Healthy(said);
    }

    private static string Describe((CertificateOfFile Certificate, TimeSpan Left) one) =>
        $"{one.Certificate.Subject} ({one.Certificate.File}) {(one.Left < TimeSpan.Zero ? "expired on" : "is valid until")} {one.Certificate.NotAfter:yyyy-MM-dd}.";
}
