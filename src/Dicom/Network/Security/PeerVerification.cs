using System.Net.Security;
using System.Security.Cryptography.X509Certificates;

namespace DicomNode.Dicom.Network.Security;

/// <summary>Judges a peer's certificate in one handshake, and keeps why it was refused.</summary>
/// <param name="required">A peer that shows none is refused.</param>
/// <param name="expectedName">The host name or address that it must be for; null for a client's, which is bound to an AE title later.</param>
internal sealed class PeerVerification(bool required, string? expectedName, TimeProvider clock)
{
    /// <summary>A sentence without a full stop, its subject the peer; null: not refused.</summary>
    public string? Problem { get; private set; }

    /// <summary>Good, when one was shown.</summary>
    public PeerCertificate? Certificate { get; private set; }

    /// <summary>What was shown, good or not.</summary>
    public PeerCertificate? Shown { get; private set; }

    public bool Verify(object sender, X509Certificate? certificate, X509Chain? chain, SslPolicyErrors errors)
    {
        if (certificate is not X509Certificate2 shown)
        {
            Problem = required ? "it showed no certificate, and one is required" : null;
            return !required;
        }

        Shown = PeerCertificate.Of(shown);
        Problem = errors.HasFlag(SslPolicyErrors.RemoteCertificateChainErrors) ? ChainProblem(shown, chain)
            : errors.HasFlag(SslPolicyErrors.RemoteCertificateNameMismatch) ? NameProblem(shown)
            : errors != SslPolicyErrors.None ? $"its certificate was not accepted ({errors})"
            : null;
        Certificate = Problem is null ? Shown : null;
        return Problem is null;
    }

    private string ChainProblem(X509Certificate2 shown, X509Chain? chain)
    {
        string whose = $"its certificate ({PeerCertificate.Printable(shown.Subject)}, issued by {PeerCertificate.Printable(shown.Issuer)})";
        X509ChainStatusFlags all = chain?.ChainStatus.Aggregate(X509ChainStatusFlags.NoError, (sum, status) => sum | status.Status) ?? X509ChainStatusFlags.NoError;
        DateTime now = clock.GetUtcNow().LocalDateTime;
        return all switch
        {
            _ when shown.NotAfter < now => $"{whose} expired on {shown.NotAfter.ToUniversalTime():yyyy-MM-dd HH:mm} UTC",
            _ when shown.NotBefore > now => $"{whose} is not valid before {shown.NotBefore.ToUniversalTime():yyyy-MM-dd HH:mm} UTC; are the clocks of both machines right?",
            _ when (all & (X509ChainStatusFlags.UntrustedRoot | X509ChainStatusFlags.PartialChain)) != 0 =>
                $"{whose} is from nobody who is trusted here; add the certificate of who signed it to Authorities",
            _ when all.HasFlag(X509ChainStatusFlags.NotTimeValid) => $"{whose} was signed by one that is not valid now",
            _ when all.HasFlag(X509ChainStatusFlags.NotValidForUsage) => $"{whose} is not made for TLS {(expectedName is null ? "clients" : "servers")} (extended key usage)",
            _ => $"{whose} is not good: {string.Join("; ", chain?.ChainStatus.Select(s => s.StatusInformation.Trim().TrimEnd('.')) ?? [])}",
        };
    }

    private string NameProblem(X509Certificate2 shown)
    {
        PeerCertificate certificate = PeerCertificate.Of(shown);
        return $"its certificate is for {(certificate.Names.Count == 0 ? certificate.Subject : string.Join(", ", certificate.Names))} and not for {expectedName}";
    }
}
