using System.Net.Security;
using System.Security.Cryptography.X509Certificates;

namespace DicomNode.Dicom.Network.Security;

/// <summary>Certificate, key and authorities of one moment, read and found good.</summary>
public sealed class TlsMaterial
{
    internal TlsMaterial(SslStreamCertificateContext? identity, X509Certificate2Collection authorities, IReadOnlyList<CertificateOfFile> certificates)
    {
        Identity = identity;
        Authorities = authorities;
        Certificates = certificates;
    }

    /// <summary>Every certificate that was read, our own first.</summary>
    public IReadOnlyList<CertificateOfFile> Certificates { get; }

    /// <summary>There is a certificate of our own to show.</summary>
    public bool HasCertificate => Identity is not null;

    /// <summary>Our certificate with its key and the intermediate ones.</summary>
    internal SslStreamCertificateContext? Identity { get; }

    internal X509Certificate2Collection Authorities { get; }

    /// <summary>Whether this is our certificate.</summary>
    public bool IsIdentity(X509Certificate2 certificate) => Identity is not null && Identity.TargetCertificate.RawDataMemory.Span.SequenceEqual(certificate.RawDataMemory.Span);

    /// <summary>Reads the files as they are now.</summary>
    /// <param name="now">A certificate of ours that is not valid at this time is refused.</param>
    /// <exception cref="TlsFileException">One of them cannot be used.</exception>
    public static TlsMaterial Load(TlsFiles files, DateTimeOffset now) => TlsMaterialReader.Read(files, TlsFileContents.Read(files), now);
}
