using System.Net.Http.Json;
using System.Text.Json.Nodes;
using DicomNode.Dicom.Dictionary;
using DicomNode.Dicom.Network;
using DicomNode.Dicom.Network.Security;
using DicomNode.Testing;
using Xunit;

namespace DicomNode.Interop.Tests.Network;

/// <summary>TLS with Orthanc (DicomTlsEnabled), both directions, with certificates that are right, or wrong in one way.</summary>
public sealed class TlsOrthancTests(TlsCertificates certificates) : IClassFixture<TlsCertificates>
{
    [Theory]
    [InlineData("right", null)]
    [InlineData("right RSA", null)]
    [InlineData("wrong authority", "is from nobody who is trusted here")]
    [InlineData("expired", "expired on")]
    public async Task Both_ways_with_an_orthanc_that_shows(string kind, string? weSay)
    {
        await using TlsListener node = new(certificates.Ours("right"));
        await using OrthancPeer orthanc = await StartAsync(kind, certificates.Authority, node.Port);

        Assert.Equal(weSay is null, await EchoesAsync(orthanc));
        if (weSay is null)
        {
            Assert.True(Assert.Single(node.Accepted)!.Certificate!.Is(certificates[kind].Sha256));
            await EchoAsync(orthanc, certificates.Ours("right"));
        }
        else
        {
            Assert.Contains(weSay, await node.ComplaintAsync(), StringComparison.Ordinal);
            PeerUnreachableException refusal = await Assert.ThrowsAsync<PeerUnreachableException>(() => EchoAsync(orthanc, certificates.Ours("right")));
            Assert.Contains(weSay, refusal.Message, StringComparison.Ordinal);
        }
    }

    [Fact]
    public async Task An_orthanc_that_does_not_trust_us_refuses_us_both_ways()
    {
        await using TlsListener node = new(certificates.Ours("right"));
        await using OrthancPeer orthanc = await StartAsync("right", certificates.Stranger, node.Port);
        Assert.False(await EchoesAsync(orthanc));
        Assert.Contains("it does not trust our certificate", await node.ComplaintAsync(), StringComparison.Ordinal);
        DicomNetworkException refusal = await Assert.ThrowsAnyAsync<DicomNetworkException>(() => EchoAsync(orthanc, certificates.Ours("right")));
        Assert.Contains("it does not trust our certificate", refusal.Message, StringComparison.Ordinal);
        DicomNetworkException none = await Assert.ThrowsAnyAsync<DicomNetworkException>(() => EchoAsync(orthanc, certificates.Ours("none")));
        Assert.Contains("certificate", none.Message, StringComparison.Ordinal);
    }

    private Task<OrthancPeer> StartAsync(string kind, string trusts, int nodePort) => OrthancPeer.StartAsync(new OrthancSettings
    {
        Tls = new(certificates[kind], trusts),
        Modalities = [new OrthancModality("node", "NODE", "127.0.0.1", nodePort) { UseTls = true }],
    });

    private static async Task<bool> EchoesAsync(OrthancPeer orthanc)
    {
        using HttpResponseMessage answer = await orthanc.Http.PostAsJsonAsync(new Uri("modalities/node/echo", UriKind.Relative), new JsonObject());
        return answer.IsSuccessStatusCode;
    }

    private static async Task EchoAsync(OrthancPeer orthanc, TlsFiles ours)
    {
        DicomClient client = new(new() { AeTitle = "NODE", SecureAsync = new TlsClient(new TlsCredentials(ours), "127.0.0.1").SecureAsync });
        await using ClientAssociation association = await client.RequestAsync(
            new(orthanc.AeTitle, "127.0.0.1", orthanc.DicomEndPoint.Port), [new ProposedContext(Uids.Verification, Uids.ImplicitVrLittleEndian)], default);
        Assert.Equal(DimseStatus.Success, await association.EchoAsync(default));
        await association.ReleaseAsync(default);
    }
}
