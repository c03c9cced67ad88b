using System.Net.Security;
using System.Net.Sockets;
using System.Security.Authentication;
using DicomNode.Dicom.Network;
using DicomNode.Dicom.Network.Security;
using DicomNode.Testing;
using Xunit;

namespace DicomNode.Dicom.Tests.Network.Security;

/// <summary>Our client against our server: what each side says when they agree, and when they do not.</summary>
[System.Runtime.Versioning.UnsupportedOSPlatform("windows")] // where cipher suites cannot be chosen
public sealed class TlsHandshakeTests : IDisposable
{
    private readonly TempFolder _folder = new();
    private readonly TestAuthority _authority;
    private readonly TestAuthority _stranger;

    public TlsHandshakeTests() => (_authority, _stranger) = (new(_folder.Path), new(_folder.Path, "Strange authority"));

    [Theory]
    [InlineData(TestKey.P256)]
    [InlineData(TestKey.Rsa2048)]
    public async Task Both_with_certificates_of_one_authority_talk_tls_1_3_and_know_each_other(TestKey key)
    {
        await using TlsPair pair = new(Files(_authority.Issue("node", key)), ClientCertificates.Required);
        IssuedCertificate scanner = _authority.Issue("scanner", key);
        Assert.Equal(DimseStatus.Success, await pair.EchoAsync(Files(scanner)));
        PeerSecurity security = Assert.Single(pair.Accepted)!;
        Assert.Equal(("TLS 1.3", true, true, true, false),
            (security.Protocol, security.Certificate!.Is("scanner"), security.Certificate.Is(scanner.Sha256), security.Certificate.Is("CN=scanner, O=Tests"), security.Certificate.Is("node")));
    }

    [Fact]
    public async Task The_plain_port_beside_it_serves_plain_callers()
    {
        await using TlsPair pair = new(Files(_authority.Issue("node")));
        Assert.Equal(DimseStatus.Success, await pair.EchoAsync(null, port: pair.Plain.Port));
        Assert.Null(Assert.Single(pair.Accepted));
    }

    [Fact]
    public async Task A_server_of_another_authority_is_refused()
    {
        await using TlsPair pair = new(Files(_stranger.Issue("node")));
        Assert.Contains("from nobody who is trusted here", await RefusalAsync(pair, new() { Authorities = [_authority.CertificateFile] }), StringComparison.Ordinal);
        Assert.Contains("do not trust our certificate", await TlsPair.FirstAsync(pair.Ends), StringComparison.Ordinal); // TLS 1.3: the server was done
    }

    [Fact]
    public async Task A_server_for_another_host_is_refused_unless_that_name_is_expected()
    {
        await using TlsPair pair = new(Files(_authority.Issue("pacs.example", loopback: false)));
        TlsFiles client = new() { Authorities = [_authority.CertificateFile] };
        Assert.Contains("is for pacs.example and not for 127.0.0.1", await RefusalAsync(pair, client), StringComparison.Ordinal);
        Assert.Equal(DimseStatus.Success, await pair.EchoAsync(client, "pacs.example"));
    }

    [Theory]
    [InlineData(-30, -2, "expired on")]
    [InlineData(2, 30, "is not valid before")]
    public async Task A_certificate_out_of_its_time_is_refused_on_both_sides(int from, int to, string why)
    {
        IssuedCertificate late = _authority.Issue("late", from: TimeSpan.FromDays(from), to: TimeSpan.FromDays(to));
        TlsCredentials untimely = new(Files(late), new AtTime(TimeProvider.System.GetUtcNow() + TimeSpan.FromDays((from + to) / 2)));

        await using DicomServer server = new(new() { Port = null, Secure = new(0, new TlsServer(untimely, ClientCertificates.NotAsked).SecureAsync) }, new MemoryStore());
        server.Start();
        PeerUnreachableException refusal = await Assert.ThrowsAsync<PeerUnreachableException>(
            () => TlsPair.EchoAsync(new TlsClient(new TlsCredentials(Files(_authority.Issue("us"))), "127.0.0.1"), server.SecureEndPoint!.Port));
        Assert.Contains(why, refusal.Message, StringComparison.Ordinal);

        await using TlsPair pair = new(Files(_authority.Issue("node")), ClientCertificates.Required);
        await Assert.ThrowsAnyAsync<DicomNetworkException>(() => TlsPair.EchoAsync(new TlsClient(untimely, "127.0.0.1"), pair.Secure.Port));
        Assert.Contains(why, await TlsPair.FirstAsync(pair.Failures), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_caller_without_a_certificate_is_told_that_one_is_required()
    {
        await using TlsPair pair = new(Files(_authority.Issue("node")), ClientCertificates.Required);
        Assert.Contains("require a certificate, and we have none", await RefusalAsync(pair, new() { Authorities = [_authority.CertificateFile] }), StringComparison.Ordinal);
        Assert.Contains("it showed no certificate, and one is required", await TlsPair.FirstAsync(pair.Failures), StringComparison.Ordinal);
        Assert.Empty(pair.Accepted);
    }

    [Fact]
    public async Task A_caller_of_another_authority_is_refused_even_where_certificates_are_only_asked_for()
    {
        await using TlsPair pair = new(Files(_authority.Issue("node")), ClientCertificates.Asked);
        TlsFiles stranger = Files(_stranger.Issue("scanner")) with { Authorities = [_authority.CertificateFile] };
        Assert.Contains("those do that do not accept our certificate", await RefusalAsync(pair, stranger), StringComparison.Ordinal);
        Assert.Contains("issued by CN=Strange authority, O=Tests) is from nobody who is trusted here", await TlsPair.FirstAsync(pair.Failures), StringComparison.Ordinal);
        Assert.Equal(DimseStatus.Success, await pair.EchoAsync(new TlsFiles { Authorities = [_authority.CertificateFile] }));
        Assert.Null(Assert.Single(pair.Accepted)!.Certificate);
    }

    [Fact]
    public async Task A_certificate_that_is_for_servers_only_is_no_client_certificate()
    {
        await using TlsPair pair = new(Files(_authority.Issue("node")), ClientCertificates.Required);
        await RefusalAsync(pair, Files(_authority.Issue("scanner", usage: "1.3.6.1.5.5.7.3.1")));
        Assert.Contains("is not made for TLS clients", await TlsPair.FirstAsync(pair.Failures), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Plain_dicom_on_the_tls_port_is_named_as_such()
    {
        await using TlsPair pair = new(Files(_authority.Issue("node")));
        DicomNetworkException refusal = await Assert.ThrowsAnyAsync<DicomNetworkException>(() => pair.EchoAsync(null));
        Assert.StartsWith("it does not speak TLS: it began with 01H, plain DICOM", await TlsPair.FirstAsync(pair.Failures), StringComparison.Ordinal);
        Assert.DoesNotContain("2147", refusal.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Tls_on_the_plain_port_is_named_as_such_on_both_sides()
    {
        await using TlsPair pair = new(Files(_authority.Issue("node")));
        DicomNetworkException refusal = await Assert.ThrowsAnyAsync<DicomNetworkException>(
            () => pair.EchoAsync(new TlsFiles { Authorities = [_authority.CertificateFile] }, port: pair.Plain.Port));
        Assert.Contains("it does not speak TLS: it began with 07H, plain DICOM", refusal.Message, StringComparison.Ordinal);
        Assert.StartsWith("The peer speaks TLS, and this connection does not", await TlsPair.FirstAsync(pair.Ends), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_caller_that_says_nothing_is_dropped_after_artim()
    {
        await using TlsPair pair = new(Files(_authority.Issue("node")), artim: TimeSpan.FromSeconds(0.3));
        using TcpClient silent = new("127.0.0.1", pair.Secure.Port);
        using CancellationTokenSource limit = new(ScriptedPeer.Patience);
        Assert.Equal(0, await silent.GetStream().ReadAsync(new byte[1], limit.Token));
        Assert.Contains("did not finish the TLS handshake within 0.3 s", await TlsPair.FirstAsync(pair.Failures), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Handshakes_under_way_count_as_pending_connections()
    {
        await using TlsPair pair = new(Files(_authority.Issue("node")), pending: 2);
        using TcpClient first = new("127.0.0.1", pair.Secure.Port), second = new("127.0.0.1", pair.Secure.Port);
        await Eventually.TrueAsync(() => pair.Connections == 2, ScriptedPeer.Patience);
        using TcpClient third = new("127.0.0.1", pair.Secure.Port);
        using CancellationTokenSource limit = new(ScriptedPeer.Patience);
        Assert.Equal(0, await third.GetStream().ReadAsync(new byte[1], limit.Token));
    }

    [Theory]
    [InlineData(TlsCipherSuite.TLS_RSA_WITH_AES_128_GCM_SHA256)] // no forward secrecy
    [InlineData(TlsCipherSuite.TLS_ECDHE_RSA_WITH_AES_128_CBC_SHA256)] // no authenticated encryption
    public async Task Weak_cipher_suites_are_refused(TlsCipherSuite suite)
    {
        await using TlsPair pair = new(Files(_authority.Issue("node", TestKey.Rsa2048)));
        await RawAsync(pair, new() { EnabledSslProtocols = SslProtocols.Tls12, CipherSuitesPolicy = new([suite]) });
        Assert.Contains("forward secrecy and authenticated encryption", await TlsPair.FirstAsync(pair.Failures), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Tls_1_1_is_refused()
    {
        await using TlsPair pair = new(Files(_authority.Issue("node", TestKey.Rsa2048)));
#pragma warning disable CA5397, SYSLIB0039, CS0618 // what is too old is the point
        await RawAsync(pair, new() { EnabledSslProtocols = SslProtocols.Tls11, CipherSuitesPolicy = new([TlsCipherSuite.TLS_ECDHE_RSA_WITH_AES_128_CBC_SHA]) });
#pragma warning restore CA5397, SYSLIB0039, CS0618
        Assert.NotEmpty(await TlsPair.FirstAsync(pair.Failures));
    }

    [Fact]
    public async Task An_instance_of_megabytes_goes_through_unchanged()
    {
        await using TlsPair pair = new(Files(_authority.Issue("node")));
        byte[] content = new byte[5_000_000];
        new Random(1).NextBytes(content);
        TlsClient tls = new(new TlsCredentials(new() { Authorities = [_authority.CertificateFile] }), "localhost");
        DicomClient client = new(new() { SecureAsync = tls.SecureAsync });
        await using ClientAssociation association = await client.RequestAsync(
            new("DICOMNODE", "127.0.0.1", pair.Secure.Port), [new ProposedContext(Dictionary.Uids.CtImageStorage, Dictionary.Uids.ExplicitVrLittleEndian)], default);
        using MemoryStream source = new(content);
        StoreResponse answer = await association.StoreAsync(new(Dictionary.Uids.CtImageStorage, "1.2.3", Dictionary.Uids.ExplicitVrLittleEndian, source), default);
        await association.ReleaseAsync(default);
        Assert.Equal(DimseStatus.Success, answer.Status);
        Assert.Equal(content, Assert.Single(pair.Store.Completed).DataSet);
    }

    public void Dispose()
    {
        _authority.Dispose();
        _stranger.Dispose();
        _folder.Dispose();
    }

    private TlsFiles Files(IssuedCertificate own) => new() { Certificate = own.CertificateFile, Key = own.KeyFile, Authorities = [_authority.CertificateFile] };

    private static async Task<string> RefusalAsync(TlsPair pair, TlsFiles client) =>
        (await Assert.ThrowsAnyAsync<DicomNetworkException>(() => pair.EchoAsync(client))).Message;

    /// <summary>A client that is set up otherwise than ours ever is.</summary>
    private static async Task RawAsync(TlsPair pair, SslClientAuthenticationOptions options)
    {
        using TcpClient socket = new("127.0.0.1", pair.Secure.Port);
#pragma warning disable CA5359 // the server is what is tested
        options.RemoteCertificateValidationCallback = (_, _, _, _) => true;
#pragma warning restore CA5359
        options.TargetHost = "localhost";
        await using SslStream tls = new(socket.GetStream());
        await Assert.ThrowsAnyAsync<Exception>(() => tls.AuthenticateAsClientAsync(options));
    }

    private sealed class AtTime(DateTimeOffset now) : TimeProvider
    {
        public override DateTimeOffset GetUtcNow() => now;
    }
}
