using System.Globalization;
using DicomNode.Dicom.Network.Security;

namespace DicomNode.Conformance;

/// <summary>Section 7.</summary>
internal static class SecuritySection
{
    public static void Write(Markdown text, StatementFacts facts) => text
        .Heading(2, "7 Security")
        .Heading(3, "7.1 Security profiles")
        .Paragraph("Secure transport connection: BCP 195 TLS Profile (PS3.15 B.9). "
            + $"{string.Join(" and ", TlsProfile.Protocols)}; RSA keys of at least {TlsProfile.MinimumRsaBits.ToString(CultureInfo.InvariantCulture)} bits, or elliptic curves; no renegotiation, no resumption; revocation lists are not looked at. Cipher suites: "
            + $"{string.Join(", ", TlsProfile.CipherSuites)}.")
        .Paragraph(facts.Options.Listener.Tls is { Port: not null } tls
            ? $"This configuration takes TLS on a port of its own; callers {(tls.RequireClientCertificate ? "have to show" : "may show")} a certificate. An AE title can be bound to certificates."
            : "This configuration has no port for TLS; peers can be called over TLS each by itself.")
        .Paragraph("Audit trail: Audit Trail Message Format Profile (PS3.15 A.5) over syslog with TLS, where it is configured; no other profile of PS3.15 (user identity, digital signatures, media security, attribute confidentiality) is claimed.")
        .Heading(3, "7.2 Association level security")
        .Paragraph("Callers are known by their AE title and, with TLS, by their certificate; see 4.2.1.2. User identity negotiation is noted and verifies nothing.")
        .Heading(3, "7.3 Application level security")
        .Paragraph("Searches and storage commitment are for configured peers. The log, metrics and file names hold no patient data.");
}
