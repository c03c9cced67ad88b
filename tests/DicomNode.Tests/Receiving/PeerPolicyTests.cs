using System.Net;
using DicomNode.Configuration;
using DicomNode.Dicom.Network;
using DicomNode.Dicom.Network.Security;
using DicomNode.Receiving;
using Xunit;

namespace DicomNode.Tests.Receiving;

/// <summary>Who may call: an AE title alone is no authentication.</summary>
public class PeerPolicyTests
{
    private const string Digest = "00112233445566778899AABBCCDDEEFF00112233445566778899AABBCCDDEEFF";

    [Theory]
    [InlineData("PLAIN", null, true)]
    [InlineData("PLAIN", "anybody", true)]
    [InlineData("TLS", null, false)]
    [InlineData("TLS", "none", true)]
    [InlineData("TLS", "anybody", true)]
    [InlineData("BOUND", null, false)]
    [InlineData("BOUND", "none", false)]
    [InlineData("BOUND", "anybody", false)]
    [InlineData("BOUND", "scanner.example", true)]
    [InlineData("BOUND", "SCANNER.example", true)]
    [InlineData("PINNED", "anybody", true)] // by its digest
    [InlineData("STRANGER", "anybody", false)]
    public void A_peer_with_tls_is_taken_over_tls_only_and_with_its_certificate(string calling, string? certificate, bool accepted)
    {
        PeerPolicy policy = new(Options(new() { Port = 2762 }));
        PeerSecurity? security = certificate is null ? null : new("TLS 1.3", "", certificate == "none" ? null : new($"CN={certificate}", [certificate], Digest));
        Assert.Equal(accepted, policy.Decide(Attempt(calling, security)) == AssociationVerdict.Accept);
        Assert.Equal(accepted, policy.Objection(calling, security) is null);
    }

    [Fact]
    public void Without_a_tls_port_a_peer_that_is_called_over_tls_may_call_plain() =>
        Assert.Equal(AssociationVerdict.Accept, new PeerPolicy(Options(new() { Port = null })).Decide(Attempt("TLS", null)));

    [Fact]
    public void The_objection_says_what_to_do()
    {
        PeerPolicy policy = new(Options(new() { Port = 2762 }));
        Assert.Contains("port 2762 with TLS", policy.Objection("TLS", null), StringComparison.Ordinal);
        Assert.Contains($"SHA-256 {Digest}", policy.Objection("BOUND", new("TLS 1.3", "", new("CN=x", ["x"], Digest))), StringComparison.Ordinal);
    }

    private static AssociationAttempt Attempt(string calling, PeerSecurity? security) =>
        new(calling, "DICOMNODE", new IPEndPoint(IPAddress.Loopback, 1)) { Security = security };

    private static NodeOptions Options(ListenerTlsOptions tls) => new()
    {
        Listener = new() { Tls = tls },
        Peers =
        [
            new() { Name = "plain", AeTitle = "PLAIN", Host = "h" },
            new() { Name = "tls", AeTitle = "TLS", Host = "h", Tls = new() },
            new() { Name = "bound", AeTitle = "BOUND", Host = "h", Tls = new() { CallerCertificates = ["scanner.example"] } },
            new() { Name = "pinned", AeTitle = "PINNED", Host = "h", Tls = new() { CallerCertificates = ["00:11:22:33:44:55:66:77:88:99:aa:bb:cc:dd:ee:ff:00:11:22:33:44:55:66:77:88:99:aa:bb:cc:dd:ee:ff"] } },
        ],
    };
}
