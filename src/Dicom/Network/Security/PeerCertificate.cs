using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;

namespace DicomNode.Dicom.Network.Security;

/// <summary>A peer's certificate, after its chain was found good.</summary>
/// <param name="Subject">Distinguished name, printable.</param>
/// <param name="Names">Common name, and DNS names and addresses of the subject alternative name.</param>
/// <param name="Sha256">Digest of the certificate, 64 upper-case hexadecimal digits.</param>
public sealed record PeerCertificate(string Subject, IReadOnlyList<string> Names, string Sha256)
{
    private const int LongestText = 200;

    /// <summary>Whether it is the one that is meant: a name of it, its whole subject, or its SHA-256 digest (with or without colons).</summary>
    public bool Is(string wanted) =>
        Names.Contains(wanted, StringComparer.OrdinalIgnoreCase)
        || Subject.Equals(wanted, StringComparison.OrdinalIgnoreCase)
        || Sha256.Equals(wanted.Replace(":", "", StringComparison.Ordinal), StringComparison.OrdinalIgnoreCase);

    internal static PeerCertificate Of(X509Certificate2 certificate)
    {
        List<string> names = [];
        if (certificate.GetNameInfo(X509NameType.SimpleName, forIssuer: false) is { Length: > 0 } common)
        {
            names.Add(Printable(common));
        }

        foreach (X509SubjectAlternativeNameExtension alternative in certificate.Extensions.OfType<X509SubjectAlternativeNameExtension>())
        {
            names.AddRange(alternative.EnumerateDnsNames().Select(Printable));
            names.AddRange(alternative.EnumerateIPAddresses().Select(a => a.ToString()));
        }

        return new(Printable(certificate.Subject), [.. names.Distinct(StringComparer.OrdinalIgnoreCase)], certificate.GetCertHashString(HashAlgorithmName.SHA256));
    }

    /// <summary>What a stranger wrote into a certificate, fit for a log line.</summary>
    internal static string Printable(string text) =>
        new([.. text.Take(LongestText).Select(c => char.IsControl(c) || char.IsSurrogate(c) || c is '\u2028' or '\u2029' ? '?' : c)]);
}
