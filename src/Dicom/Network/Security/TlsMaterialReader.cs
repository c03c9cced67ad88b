using System.Net.Security;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;

namespace DicomNode.Dicom.Network.Security;

/// <summary>Turns files into certificates, and says in words what is wrong with them.</summary>
internal static class TlsMaterialReader
{
    public static TlsMaterial Read(TlsFiles files, TlsFileContents contents, DateTimeOffset now)
    {
        List<CertificateOfFile> known = [];
        SslStreamCertificateContext? identity = null;
        if (files.Certificate is { } file)
        {
            string? password = files.PasswordFile is null ? null : FirstLine(contents[files.PasswordFile]);
            X509Certificate2Collection chain = IsPem(contents[file])
                ? ReadPem(file, files.Key ?? file, contents, password)
                : ReadPkcs12(file, files.Key, contents, password);
            CheckOwn(file, chain[0], now);
            known.AddRange(chain.Select(c => Describe(TlsFileKind.Certificate, file, c)));
            identity = SslStreamCertificateContext.Create(chain[0], [.. chain.Skip(1)], offline: true);
        }

        X509Certificate2Collection authorities = [];
        for (int i = 0; i < files.Authorities.Count; i++)
        {
            X509Certificate2Collection read = ReadAuthorities(files.Authorities[i], contents[files.Authorities[i]], i);
            known.AddRange(read.Select(c => Describe(TlsFileKind.Authorities, files.Authorities[i], c)));
            authorities.AddRange(read);
        }

        return new(identity, authorities, known);
    }

    /// <summary>Our certificate with its key first, then the others of the file.</summary>
    private static X509Certificate2Collection ReadPem(string file, string keyFile, TlsFileContents contents, string? password)
    {
        X509Certificate2Collection all = [];
        try
        {
            all.ImportFromPem(Text(contents[file]));
        }
        catch (CryptographicException e)
        {
            throw new TlsFileException(TlsFileKind.Certificate, file, $"holds a certificate that cannot be read ({e.Message.TrimEnd('.')})", 0, e);
        }

        if (all.Count == 0)
        {
            throw new TlsFileException(TlsFileKind.Certificate, file, "holds no certificate (-----BEGIN CERTIFICATE-----)");
        }

        string key = Text(contents[keyFile]);
        TlsFileKind keyKind = keyFile == file ? TlsFileKind.Certificate : TlsFileKind.Key;
        if (!key.Contains("PRIVATE KEY-----", StringComparison.Ordinal))
        {
            throw new TlsFileException(keyKind, keyFile, keyKind == TlsFileKind.Key
                ? "holds no private key in PEM (-----BEGIN PRIVATE KEY-----)"
                : "holds a certificate and no private key; name the key's file beside it (Key)");
        }

        bool encrypted = key.Contains("ENCRYPTED", StringComparison.Ordinal);
        if (encrypted && password is null)
        {
            throw new TlsFileException(keyKind, keyFile, "the private key has a password; name a file that holds it (PasswordFile), or take the password off");
        }

        try
        {
            string pem = Text(contents[file]);
            X509Certificate2 own = encrypted ? X509Certificate2.CreateFromEncryptedPem(pem, key, password) : X509Certificate2.CreateFromPem(pem, key);
            return [own, .. all.Skip(1)];
        }
        catch (Exception e) when (e is CryptographicException or ArgumentException or NotSupportedException)
        {
            throw new TlsFileException(
                keyKind, keyFile, encrypted
                    ? "the private key cannot be opened with the password (PasswordFile), or belongs to another certificate"
                    : $"the private key does not belong to the first certificate of {file}, or is neither RSA nor EC; put our own certificate first, those that signed it after it", 0, e);
        }
    }

    private static X509Certificate2Collection ReadPkcs12(string file, string? keyFile, TlsFileContents contents, string? password)
    {
        if (keyFile is not null)
        {
            throw new TlsFileException(TlsFileKind.Key, keyFile, $"{file} is not PEM; a separate key goes with a PEM certificate only (openssl x509 -inform DER -in FILE -out FILE.pem)");
        }

        try
        {
            X509Certificate2Collection all = X509CertificateLoader.LoadPkcs12Collection(contents[file], password, X509KeyStorageFlags.EphemeralKeySet);
            X509Certificate2 own = all.FirstOrDefault(c => c.HasPrivateKey)
                ?? throw new TlsFileException(TlsFileKind.Certificate, file, "holds no private key; export the certificate again together with its key");
            return [own, .. all.Where(c => c != own)];
        }
        catch (CryptographicException e)
        {
            throw new TlsFileException(
                TlsFileKind.Certificate, file, $"is neither PEM nor PKCS #12 that {(password is null ? "opens without a password; name a file that holds it (PasswordFile)" : "opens with the password (PasswordFile)")}", 0, e);
        }
    }

    private static X509Certificate2Collection ReadAuthorities(string file, byte[] bytes, int index)
    {
        try
        {
            X509Certificate2Collection found = [];
            if (IsPem(bytes))
            {
                found.ImportFromPem(Text(bytes));
            }
            else
            {
                found.Add(X509CertificateLoader.LoadCertificate(bytes));
            }

            return found.Count > 0 ? found : throw new TlsFileException(TlsFileKind.Authorities, file, "holds no certificate (-----BEGIN CERTIFICATE-----)", index);
        }
        catch (CryptographicException e)
        {
            throw new TlsFileException(TlsFileKind.Authorities, file, "is no certificate in PEM or DER", index, e);
        }
    }

    private static void CheckOwn(string file, X509Certificate2 own, DateTimeOffset now)
    {
        string? problem = own.NotAfter < now.LocalDateTime ? $"the certificate expired on {own.NotAfter.ToUniversalTime():yyyy-MM-dd HH:mm} UTC; have a new one issued"
            : own.NotBefore > now.LocalDateTime ? $"the certificate is not valid before {own.NotBefore.ToUniversalTime():yyyy-MM-dd HH:mm} UTC; is the clock of this machine right?"
            : own.PublicKey.GetRSAPublicKey() is { } rsa && rsa.KeySize < Bcp195.MinimumRsaBits ? $"the RSA key has {rsa.KeySize} bits; BCP 195 asks for {Bcp195.MinimumRsaBits} or more"
            : null;
        if (problem is not null)
        {
            throw new TlsFileException(TlsFileKind.Certificate, file, problem);
        }
    }

    private static CertificateOfFile Describe(TlsFileKind kind, string file, X509Certificate2 certificate) =>
        new(kind, file, PeerCertificate.Printable(certificate.Subject), certificate.NotBefore.ToUniversalTime(), certificate.NotAfter.ToUniversalTime());

    private static bool IsPem(ReadOnlySpan<byte> bytes) => bytes.IndexOf("-----BEGIN "u8) >= 0;

    private static string Text(byte[] bytes) => TextEncoding.UTF8.GetString(bytes);

    private static string FirstLine(byte[] bytes) => Text(bytes).Split('\n')[0].TrimEnd('\r');
}
