using System.Text.Json;
using DicomNode.Configuration;
using DicomNode.Testing;
using Xunit;

namespace DicomNode.Tests.Configuration;

/// <summary>TLS in the configuration: the forms it takes, and what stops the start.</summary>
public sealed class TlsConfigurationTests : IDisposable
{
    private readonly TempFolder _folder = new();
    private readonly TestAuthority _authority;
    private readonly IssuedCertificate _node;

    public TlsConfigurationTests()
    {
        _authority = new(_folder.Path);
        _node = _authority.Issue("node");
    }

    [Fact]
    public void Null_and_false_are_plain_true_is_the_nodes_tls_and_a_section_says_more()
    {
        NodeOptions options = Load($$"""
            "Listener": { "Port": null, "Tls": { {{Own(_node)}}, "Authorities": [ {{Text(_authority.CertificateFile)}} ] } },
            "Peers": [ { "Name": "a", "AeTitle": "A", "Host": "h", "Tls": false }, { "Name": "b", "AeTitle": "B", "Host": "h", "Tls": true },
                       { "Name": "c", "AeTitle": "C", "Host": "h", "Tls": { "HostName": "pacs.example", "CallerCertificates": [ "pacs" ] } } ]
            """);
        Assert.Equal((null, 2762, true), (options.Listener.Port, options.Listener.Tls!.Port, options.Listener.Tls.RequireClientCertificate));
        Assert.Equal([true, false, false], options.Peers.Select(p => p.Tls is null));
        Assert.Equal(("pacs.example", "pacs"), (options.Peers[2].Tls!.HostName, options.Peers[2].Tls!.CallerCertificates.Single()));
        Assert.Null(Load("\"Listener\": { \"Tls\": null }").Listener.Tls);
    }

    [Fact]
    public void A_certificate_that_is_missing_expired_or_has_no_key_stops_the_start_by_key_and_file()
    {
        AssertRefused("""
            "Listener": { "Tls": { "Certificate": "/nowhere.pem", "RequireClientCertificate": false } }
            """, "Listener:Tls:Certificate = \"/nowhere.pem\"", "no such file");
        AssertRefused($$"""
            "Listener": { "Tls": { "Certificate": {{Text(_node.CertificateFile)}}, "RequireClientCertificate": false } }
            """, "Listener:Tls:Certificate", "name the key's file beside it (Key)");
        IssuedCertificate late = _authority.Issue("late", from: TimeSpan.FromDays(-9), to: TimeSpan.FromDays(-1)), other = _authority.Issue("other");
        AssertRefused($$"""
            "Listener": { "Tls": { {{Own(late)}}, "RequireClientCertificate": false } }
            """, $"Listener:Tls:Certificate = \"{late.CertificateFile}\"", "expired on");
        AssertRefused($$"""
            "Listener": { "Tls": { "Certificate": {{Text(_node.CertificateFile)}}, "Key": {{Text(other.KeyFile)}}, "RequireClientCertificate": false } }
            """, $"Listener:Tls:Key = \"{other.KeyFile}\"", "does not belong");
        AssertRefused($$"""
            "Listener": { "Tls": { {{Own(_node)}}, "Authorities": [ {{Text(_authority.CertificateFile)}}, {{Text(_node.KeyFile)}} ] } }
            """, "Listener:Tls:Authorities:1", "holds no certificate");
        AssertRefused($$"""
            "Peers": [ { "Name": "a", "AeTitle": "A", "Host": "h", "Tls": { {{Own(late)}} } } ]
            """, "Peers:0:Tls:Certificate", "expired on");
    }

    [Theory]
    [InlineData("\"Listener\": { \"Tls\": { OWN } }", "Listener:Tls:Authorities", "RequireClientCertificate to false")]
    [InlineData("\"Listener\": { \"Tls\": { \"Port\": 104 } }", "Listener:Tls:Certificate", "is missing; allowed is a file with the node's certificate")]
    [InlineData("\"Listener\": { \"Tls\": true }", "Listener:Tls = \"True\"", "is a section")]
    [InlineData("\"Listener\": { \"Tls\": { \"Certficate\": \"x\" } }", "Listener:Tls:Certficate", "did you mean Listener:Tls:Certificate?")]
    [InlineData("\"Listener\": { \"Port\": null }", "Listener:Port", "the node needs one of them")]
    [InlineData("\"Listener\": { \"Port\": 104, \"Tls\": { OWN, \"Port\": 104, \"RequireClientCertificate\": false } }", "Listener:Tls:Port = \"104\"", "is Listener:Port too")]
    [InlineData("\"Peers\": [ { \"Name\": \"a\", \"AeTitle\": \"A\", \"Host\": \"h\", \"Tls\": \"yes\" } ]", "Peers:0:Tls = \"yes\"", "true, false, or a section")]
    [InlineData("\"Peers\": [ { \"Name\": \"a\", \"AeTitle\": \"A\", \"Host\": \"h\", \"Tls\": { \"CallerCertificates\": [ \"a\" ] } } ]", "Peers:0:Tls:CallerCertificates", "needs Listener:Tls")]
    [InlineData("\"Peers\": [ { \"Name\": \"a\", \"AeTitle\": \"A\", \"Host\": \"h\", \"Tls\": { \"Key\": \"k\" } } ]", "Peers:0:Tls:Key = \"k\"", "goes with Certificate")]
    public void What_does_not_fit_together_is_refused_with_the_key(string json, string key, string why) =>
        AssertRefused(json.Replace("OWN", Own(_node), StringComparison.Ordinal), key, why);

    public void Dispose()
    {
        _authority.Dispose();
        _folder.Dispose();
    }

    private static string Own(IssuedCertificate own) => $"\"Certificate\": {Text(own.CertificateFile)}, \"Key\": {Text(own.KeyFile)}";

    private static string Text(string path) => JsonSerializer.Serialize(path);

    private static void AssertRefused(string json, string key, string why)
    {
        NodeConfigurationException refusal = Assert.Throws<NodeConfigurationException>(() => Load(json));
        Assert.StartsWith(key, refusal.Errors[0].ToString(), StringComparison.Ordinal);
        Assert.Contains(why, refusal.Errors[0].ToString(), StringComparison.Ordinal);
    }

    private static NodeOptions Load(string json)
    {
        using ConfigurationFile file = new($"{{ {json} }}");
        return NodeConfiguration.Load(file.FullPath, new Dictionary<string, string?> { ["Models:Folder"] = file.ModelsFolder });
    }
}
