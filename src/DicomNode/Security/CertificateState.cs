using DicomNode.Dicom.Network.Security;
using DicomNode.Hosting;

namespace DicomNode.Security;

/// <summary>How long the certificates in use are still good.</summary>
internal sealed class CertificateState(NodeCertificates certificates, SteadyClock clock)
{
    /// <summary>So long before its end a certificate is warned of.</summary>
    public static TimeSpan WarnAhead { get; } = TimeSpan.FromDays(30);

    /// <summary>Each certificate once, with what is left of it; negative: it is over.</summary>
    public IReadOnlyList<(CertificateOfFile Certificate, TimeSpan Left)> Look() =>
        [.. certificates.All.SelectMany(c => c.Current.Certificates).Distinct().Select(c => (c, c.NotAfter - clock.Machine.GetUtcNow())).OrderBy(c => c.Item2)];

    /// <summary>Changed files that cannot be used.</summary>
    public IReadOnlyList<string> Problems() => [.. certificates.All.Select(c => c.Problem).OfType<string>().Distinct()];
}
