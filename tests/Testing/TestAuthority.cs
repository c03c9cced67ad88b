using System.Net;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;

namespace DicomNode.Testing;

/// <summary>Kinds of key that a test certificate can have.</summary>
public enum TestKey
{
    P256,
    Rsa2048,
    Rsa1024,
}

/// <summary>Files of a certificate that a <see cref="TestAuthority"/> issued, PEM.</summary>
public sealed record IssuedCertificate(string CertificateFile, string KeyFile, string Sha256);

/// <summary>An authority of a test, which issues certificates as files of a folder.</summary>
public sealed class TestAuthority : IDisposable
{
    private readonly string _folder;
    private readonly ECDsa _key = ECDsa.Create(ECCurve.NamedCurves.nistP256);
    private readonly X509Certificate2 _certificate;
    private int _issued;

    public TestAuthority(string folder, string name = "Test authority")
    {
        _folder = folder;
        DateTimeOffset now = TimeProvider.System.GetUtcNow();
        CertificateRequest request = new($"CN={name}, O=Tests", _key, HashAlgorithmName.SHA256);
        request.CertificateExtensions.Add(new X509BasicConstraintsExtension(certificateAuthority: true, hasPathLengthConstraint: false, 0, critical: true));
        request.CertificateExtensions.Add(new X509KeyUsageExtension(X509KeyUsageFlags.KeyCertSign | X509KeyUsageFlags.CrlSign, critical: true));
        request.CertificateExtensions.Add(new X509SubjectKeyIdentifierExtension(request.PublicKey, critical: false));
        _certificate = request.CreateSelfSigned(now.AddYears(-3), now.AddYears(10));
        CertificateFile = Path.Combine(folder, $"{name.Replace(' ', '-')}.pem");
        File.WriteAllText(CertificateFile, _certificate.ExportCertificatePem());
    }

    /// <summary>What those who trust this authority are given.</summary>
    public string CertificateFile { get; }

    /// <param name="name">Common name; also a DNS name.</param>
    /// <param name="key">Kind of key.</param>
    /// <param name="from">Valid from, from now.</param>
    /// <param name="to">Valid to, from now.</param>
    /// <param name="loopback">Whether it is also for 127.0.0.1 and localhost.</param>
    /// <param name="usage">Extended key usage; both of TLS when null.</param>
    public IssuedCertificate Issue(
        string name, TestKey key = TestKey.P256, TimeSpan? from = null, TimeSpan? to = null, bool loopback = true, string? usage = null)
    {
        using AsymmetricAlgorithm pair = key switch
        {
            TestKey.Rsa2048 => RSA.Create(2048),
            TestKey.Rsa1024 => Rsa1024(),
            _ => ECDsa.Create(ECCurve.NamedCurves.nistP256),
        };
        X500DistinguishedName subject = new($"CN={name}, O=Tests");
        CertificateRequest request = pair is RSA rsa
            ? new(subject, rsa, HashAlgorithmName.SHA256, RSASignaturePadding.Pkcs1)
            : new(subject, (ECDsa)pair, HashAlgorithmName.SHA256);
        SubjectAlternativeNameBuilder names = new();
        names.AddDnsName(name);
        if (loopback)
        {
            names.AddDnsName("localhost");
            names.AddIpAddress(IPAddress.Loopback);
        }

        request.CertificateExtensions.Add(names.Build());
        request.CertificateExtensions.Add(new X509BasicConstraintsExtension(false, false, 0, critical: true));
        request.CertificateExtensions.Add(new X509KeyUsageExtension(X509KeyUsageFlags.DigitalSignature, critical: true));
        request.CertificateExtensions.Add(new X509EnhancedKeyUsageExtension(
            usage is null ? [new Oid("1.3.6.1.5.5.7.3.1"), new Oid("1.3.6.1.5.5.7.3.2")] : [new Oid(usage)], critical: false));
        DateTimeOffset now = TimeProvider.System.GetUtcNow();
        using X509Certificate2 certificate = request.Create(
            _certificate.SubjectName, X509SignatureGenerator.CreateForECDsa(_key), now + (from ?? TimeSpan.FromDays(-1)), now + (to ?? TimeSpan.FromDays(365)),
            RandomNumberGenerator.GetBytes(12));
        string file = Path.Combine(_folder, $"{Path.GetFileNameWithoutExtension(CertificateFile)}-{++_issued}-{name}");
        File.WriteAllText($"{file}.pem", certificate.ExportCertificatePem());
        File.WriteAllText($"{file}.key", pair.ExportPkcs8PrivateKeyPem());
        return new($"{file}.pem", $"{file}.key", certificate.GetCertHashString(HashAlgorithmName.SHA256));
    }

    public void Dispose()
    {
        _certificate.Dispose();
        _key.Dispose();
    }

    private static RSA Rsa1024()
    {
        RSA rsa = RSA.Create();
        rsa.KeySize = 1024; // too short on purpose
        return rsa;
    }
}
