using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using DicomNode.Dicom.Network.Security;
using DicomNode.Testing;
using Xunit;

namespace DicomNode.Dicom.Tests.Network.Security;

/// <summary>Certificate files: what can be read, what is refused and in which words, and what happens when they change.</summary>
public sealed class TlsCredentialsTests : IDisposable, ITlsCredentialsObserver
{
    private readonly TempFolder _folder = new();
    private readonly TestAuthority _authority;
    private readonly MovedClock _clock = new();
    private readonly List<string> _told = [];

    public TlsCredentialsTests() => _authority = new(_folder.Path);

    void ITlsCredentialsObserver.Reloaded(TlsMaterial material) => _told.Add($"reloaded {material.Certificates[0].Subject}");

    void ITlsCredentialsObserver.Kept(TlsFileException problem) => _told.Add($"kept {problem.Kind}");

    [Fact]
    public void A_new_certificate_holds_without_a_restart()
    {
        (TlsCredentials credentials, string file, string key) = Follow(_authority.Issue("old"));
        Assert.Equal("CN=old, O=Tests", credentials.Current.Certificates[0].Subject);
        Replace(file, key, _authority.Issue("new", TestKey.Rsa2048));
        Assert.Equal("CN=old, O=Tests", credentials.Current.Certificates[0].Subject); // looked a moment ago
        _clock.Advance(TimeSpan.FromSeconds(2));
        Assert.Equal("CN=new, O=Tests", credentials.Current.Certificates[0].Subject);
        Assert.Equal(["reloaded CN=new, O=Tests"], _told);
    }

    [Fact]
    public void A_half_replaced_pair_leaves_the_old_one_and_is_told_once_until_the_other_half_is_there()
    {
        (TlsCredentials credentials, string file, string key) = Follow(_authority.Issue("old"));
        IssuedCertificate next = _authority.Issue("new");
        File.Copy(next.CertificateFile, file, overwrite: true);
        Look(credentials, "CN=old, O=Tests");
        Look(credentials, "CN=old, O=Tests");
        Assert.Contains("does not belong to the first certificate", credentials.Problem, StringComparison.Ordinal);
        File.Copy(next.KeyFile, key, overwrite: true);
        Look(credentials, "CN=new, O=Tests");
        Assert.Null(credentials.Problem);
        Assert.Equal(["kept Key", "reloaded CN=new, O=Tests"], _told);
    }

    [Fact]
    public void A_file_that_goes_or_is_expired_leaves_the_old_one()
    {
        (TlsCredentials credentials, string file, string key) = Follow(_authority.Issue("old"));
        File.Delete(file);
        Look(credentials, "CN=old, O=Tests");
        Replace(file, key, _authority.Issue("late", from: TimeSpan.FromDays(-9), to: TimeSpan.FromDays(-1)));
        Look(credentials, "CN=old, O=Tests");
        Assert.Contains("expired on", credentials.Problem, StringComparison.Ordinal);
        Assert.Equal(["kept Certificate", "kept Certificate"], _told);
    }

    [Fact]
    public void Pkcs12_and_encrypted_keys_open_with_the_password_of_a_file()
    {
        IssuedCertificate issued = _authority.Issue("node");
        string password = Write("password", "open sesame\n"), p12 = _folder.Combine("node.p12"), encrypted = _folder.Combine("encrypted.key");
        using (var certificate = X509Certificate2.CreateFromPemFile(issued.CertificateFile, issued.KeyFile))
        {
            File.WriteAllBytes(p12, certificate.Export(X509ContentType.Pkcs12, "open sesame"));
            using ECDsa key = certificate.GetECDsaPrivateKey()!;
            File.WriteAllText(encrypted, key.ExportEncryptedPkcs8PrivateKeyPem("open sesame", new(PbeEncryptionAlgorithm.Aes256Cbc, HashAlgorithmName.SHA256, 1000)));
        }

        Assert.True(TlsMaterial.Load(new() { Certificate = p12, PasswordFile = password }, _clock.GetUtcNow()).HasCertificate);
        Assert.True(TlsMaterial.Load(new() { Certificate = issued.CertificateFile, Key = encrypted, PasswordFile = password }, _clock.GetUtcNow()).HasCertificate);
        string wrong = Write("wrong", "guess");
        AssertRefused(new() { Certificate = p12, PasswordFile = wrong }, TlsFileKind.Certificate, "opens with the password (PasswordFile)");
        AssertRefused(new() { Certificate = p12 }, TlsFileKind.Certificate, "name a file that holds it (PasswordFile)");
        AssertRefused(new() { Certificate = issued.CertificateFile, Key = encrypted }, TlsFileKind.Key, "the private key has a password");
        AssertRefused(new() { Certificate = issued.CertificateFile, Key = encrypted, PasswordFile = wrong }, TlsFileKind.Key, "cannot be opened with the password");
    }

    [Fact]
    public void What_cannot_be_used_is_refused_by_file_and_reason()
    {
        IssuedCertificate node = _authority.Issue("node"), other = _authority.Issue("other");
        string empty = Write("empty", "");
        AssertRefused(new() { Certificate = "/nowhere/node.pem" }, TlsFileKind.Certificate, "no such file");
        AssertRefused(new() { Certificate = node.CertificateFile }, TlsFileKind.Certificate, "no private key; name the key's file beside it (Key)");
        AssertRefused(new() { Certificate = node.CertificateFile, Key = other.KeyFile }, TlsFileKind.Key, "does not belong to the first certificate");
        AssertRefused(new() { Certificate = node.CertificateFile, Key = node.CertificateFile }, TlsFileKind.Certificate, "no private key");
        AssertRefused(new() { Certificate = node.KeyFile, Key = node.KeyFile }, TlsFileKind.Certificate, "holds no certificate");
        AssertRefused(new() { Certificate = empty }, TlsFileKind.Certificate, "is neither PEM nor PKCS #12");
        AssertRefused(new() { Certificate = node.CertificateFile, Key = node.KeyFile, Authorities = [_authority.CertificateFile, empty] }, TlsFileKind.Authorities, "is no certificate");
        IssuedCertificate brief = _authority.Issue("brief", TestKey.Rsa1024);
        AssertRefused(new() { Certificate = brief.CertificateFile, Key = brief.KeyFile }, TlsFileKind.Certificate, "1024 bits");
    }

    public void Dispose()
    {
        _authority.Dispose();
        _folder.Dispose();
    }

    private (TlsCredentials Credentials, string File, string Key) Follow(IssuedCertificate first)
    {
        string file = _folder.Combine("followed.pem"), key = _folder.Combine("followed.key");
        Replace(file, key, first);
        return (new(new() { Certificate = file, Key = key }, _clock, this), file, key);
    }

    private static void Replace(string file, string key, IssuedCertificate by)
    {
        File.Copy(by.CertificateFile, file, overwrite: true);
        File.Copy(by.KeyFile, key, overwrite: true);
    }

    private void Look(TlsCredentials credentials, string expected)
    {
        _clock.Advance(TimeSpan.FromSeconds(2));
        Assert.Equal(expected, credentials.Current.Certificates[0].Subject);
    }

    private string Write(string name, string content)
    {
        string path = _folder.Combine(name);
        File.WriteAllText(path, content);
        return path;
    }

    private void AssertRefused(TlsFiles files, TlsFileKind kind, string why)
    {
        TlsFileException refusal = Assert.Throws<TlsFileException>(() => TlsMaterial.Load(files, _clock.GetUtcNow()));
        Assert.Equal(kind, refusal.Kind);
        Assert.Contains(why, refusal.Message, StringComparison.Ordinal);
    }

    /// <summary>Begins now: certificates are made for today.</summary>
    private sealed class MovedClock : TimeProvider
    {
        private readonly DateTimeOffset _start = System.GetUtcNow();
        private TimeSpan _passed;

        public override long TimestampFrequency => TimeSpan.TicksPerSecond;

        public void Advance(TimeSpan by) => _passed += by;

        public override long GetTimestamp() => _passed.Ticks;

        public override DateTimeOffset GetUtcNow() => _start + _passed;
    }
}
