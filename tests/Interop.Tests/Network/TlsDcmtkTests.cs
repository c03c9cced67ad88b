using DicomNode.Dicom.Dictionary;
using DicomNode.Dicom.Encoding;
using DicomNode.Dicom.Network;
using DicomNode.Dicom.Network.Security;
using DicomNode.Testing;
using Xunit;

namespace DicomNode.Interop.Tests.Network;

/// <summary>TLS with DCMTK, both directions, with certificates that are right, or wrong in one way.</summary>
public sealed class TlsDcmtkTests(TlsCertificates certificates) : IClassFixture<TlsCertificates>, IDisposable
{
    private readonly TempFolder _folder = new();

    [Theory]
    [InlineData("right")]
    [InlineData("right RSA")]
    public async Task Storescu_with_a_right_certificate_delivers_every_byte(string kind)
    {
        await using TlsListener node = new(certificates.Ours(kind));
        string file = _folder.Combine("1.dcm");
        string uid = TestInstances.Write(file, 1, TransferSyntax.ExplicitVrLittleEndian);
        await Dcmtk.RequireAsync("storescu", [.. certificates.Dcmtk(kind), "-xe", "-aec", "NODE", "127.0.0.1", $"{node.Port}", file]);
        Assert.Equal(TestInstances.DataSetSha256(file), node.Received.Instances[uid].Sha256);
        PeerSecurity security = Assert.Single(node.Accepted)!;
        Assert.StartsWith("TLS 1.", security.Protocol, StringComparison.Ordinal);
        Assert.True(security.Certificate!.Is("peer"));
    }

    [Theory]
    [InlineData("wrong authority", "is from nobody who is trusted here")]
    [InlineData("expired", "expired on")]
    [InlineData("not yet valid", "is not valid before")]
    [InlineData("none", "it showed no certificate, and one is required")]
    public async Task Echoscu_with_a_wrong_certificate_gets_no_association_and_our_log_says_why(string kind, string weSay)
    {
        await using TlsListener node = new(certificates.Ours("right"));
        ProcessOutcome echo = await Dcmtk.RunAsync("echoscu", [.. certificates.Dcmtk(kind), "-aec", "NODE", "127.0.0.1", $"{node.Port}"]);
        Assert.NotEqual(0, echo.ExitCode);
        Assert.Contains(weSay, await node.ComplaintAsync(), StringComparison.Ordinal);
        Assert.Empty(node.Accepted);
    }

    [Fact]
    public async Task Echoscu_that_does_not_trust_us_ends_the_connection_and_our_log_says_so()
    {
        await using TlsListener node = new(certificates.Ours("right"));
        ProcessOutcome echo = await Dcmtk.RunAsync("echoscu", [.. certificates.Dcmtk("right", certificates.Stranger), "-aec", "NODE", "127.0.0.1", $"{node.Port}"]);
        Assert.NotEqual(0, echo.ExitCode);
        Assert.Contains("it does not trust our certificate", await node.ComplaintAsync(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Echoscu_without_tls_on_the_tls_port_and_with_tls_on_the_plain_port_are_named_as_such()
    {
        await using TlsListener tls = new(certificates.Ours("right"));
        Assert.NotEqual(0, (await Dcmtk.RunAsync("echoscu", ["-aec", "NODE", "127.0.0.1", $"{tls.Port}"])).ExitCode);
        Assert.StartsWith("it does not speak TLS: it began with 01H, plain DICOM", await tls.ComplaintAsync(), StringComparison.Ordinal);

        await using TlsListener plain = new(certificates.Ours("right"));
        Assert.NotEqual(0, (await Dcmtk.RunAsync("echoscu", [.. certificates.Dcmtk("right"), "-aec", "NODE", "127.0.0.1", $"{plain.PlainPort}"])).ExitCode);
        Assert.StartsWith("The peer speaks TLS, and this connection does not", await plain.ComplaintAsync(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Echoscu_with_the_retired_aes_profile_finds_no_common_cipher_suite()
    {
        await using TlsListener node = new(certificates.Ours("right RSA"));
        ProcessOutcome echo = await Dcmtk.RunAsync("echoscu", [.. certificates.Dcmtk("right RSA"), "+pa", "-aec", "NODE", "127.0.0.1", $"{node.Port}"]);
        Assert.NotEqual(0, echo.ExitCode);
        Assert.Contains("BCP 195", await node.ComplaintAsync(), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("right")]
    [InlineData("right RSA")]
    public async Task We_deliver_to_a_storescp_with_a_right_certificate(string kind)
    {
        await using StoreScpPeer peer = await StartAsync(kind);
        string file = _folder.Combine("1.dcm");
        string uid = TestInstances.Write(file, 1, TransferSyntax.ExplicitVrLittleEndian);
        await using ClientAssociation association = await OpenAsync(peer, certificates.Ours(kind));
        await using FileStream stream = File.OpenRead(file);
        stream.Position = Part10Header.Read(file).DataSetOffset;
        Assert.Equal(DimseStatus.Success, (await association.StoreAsync(new(Uids.CtImageStorage, uid, Uids.ExplicitVrLittleEndian, stream), default)).Status);
        await association.ReleaseAsync(default);
        Assert.Equal(TestInstances.DataSetSha256(file), TestInstances.DataSetSha256(Assert.Single(peer.ReceivedFiles)));
    }

    [Theory]
    [InlineData("wrong authority", "is from nobody who is trusted here")]
    [InlineData("expired", "expired on")]
    [InlineData("not yet valid", "is not valid before")]
    [InlineData("wrong host", "is for elsewhere.example and not for 127.0.0.1")]
    public async Task We_refuse_a_storescp_with_a_wrong_certificate(string kind, string why)
    {
        await using StoreScpPeer peer = await StartAsync(kind);
        PeerUnreachableException refusal = await Assert.ThrowsAsync<PeerUnreachableException>(() => OpenAsync(peer, certificates.Ours("right")));
        Assert.Contains(why, refusal.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_storescp_for_another_host_is_taken_when_that_name_is_expected()
    {
        await using StoreScpPeer peer = await StartAsync("wrong host");
        await using ClientAssociation association = await OpenAsync(peer, certificates.Ours("right"), "elsewhere.example");
        await association.ReleaseAsync(default);
    }

    [Theory]
    [InlineData("wrong authority", "it does not trust our certificate")]
    [InlineData("none", "it requires a certificate of ours")]
    public async Task A_storescp_that_refuses_our_certificate_is_quoted(string kind, string why)
    {
        await using StoreScpPeer peer = await StartAsync("right");
        DicomNetworkException refusal = await Assert.ThrowsAnyAsync<DicomNetworkException>(() => OpenAsync(peer, certificates.Ours(kind)));
        Assert.Contains(why, refusal.Message, StringComparison.Ordinal);
        Assert.True(refusal.IsTransient, "A certificate is mended without us: the delivery waits for it.");
    }

    [Fact]
    public async Task A_storescp_without_tls_is_named_as_such()
    {
        await using StoreScpPeer peer = new();
        await peer.InitializeAsync();
        DicomNetworkException refusal = await Assert.ThrowsAnyAsync<DicomNetworkException>(() => OpenAsync(peer, certificates.Ours("right")));
        Assert.Contains("TLS on this port", refusal.Message, StringComparison.Ordinal);
    }

    public void Dispose() => _folder.Dispose();

    private async Task<StoreScpPeer> StartAsync(string kind)
    {
        StoreScpPeer peer = new() { ExtraArguments = ["+xa", .. certificates.Dcmtk(kind)], EchoArguments = [.. certificates.Dcmtk("right"), "-ic"] };
        await peer.InitializeAsync();
        return peer;
    }

    private static Task<ClientAssociation> OpenAsync(StoreScpPeer peer, TlsFiles ours, string expectedName = "127.0.0.1") =>
        new DicomClient(new() { SecureAsync = new TlsClient(new TlsCredentials(ours), expectedName).SecureAsync }).RequestAsync(
            new(peer.AeTitle, "127.0.0.1", peer.EndPoint.Port), ProposedContext.OnePerTransferSyntax([Uids.CtImageStorage, Uids.Verification], Uids.ExplicitVrLittleEndian), default);

}
