using DicomNode.Dicom.Network.Security;
using DicomNode.Testing;

namespace DicomNode.Interop.Tests.Network;

/// <summary>One certificate of every kind that a peer may show, by name: right, or wrong in one way.</summary>
public sealed class TlsCertificates : IDisposable
{
    private readonly TempFolder _folder = new();
    private readonly TestAuthority _authority;
    private readonly TestAuthority _stranger;
    private readonly Dictionary<string, IssuedCertificate> _issued;

    public TlsCertificates()
    {
        (_authority, _stranger) = (new(_folder.Path), new(_folder.Path, "Strange authority"));
        _issued = new(StringComparer.Ordinal)
        {
            ["right"] = _authority.Issue("peer"),
            ["right RSA"] = _authority.Issue("peer", TestKey.Rsa2048),
            ["wrong authority"] = _stranger.Issue("peer"),
            ["expired"] = _authority.Issue("peer", from: TimeSpan.FromDays(-30), to: TimeSpan.FromDays(-1)),
            ["not yet valid"] = _authority.Issue("peer", from: TimeSpan.FromDays(1)),
            ["wrong host"] = _authority.Issue("elsewhere.example", loopback: false),
            ["short RSA"] = _authority.Issue("peer", TestKey.Rsa1024),
        };
    }

    public string Authority => _authority.CertificateFile;

    public string Stranger => _stranger.CertificateFile;

    public IssuedCertificate this[string kind] => _issued[kind];

    /// <param name="kind">"none" for no certificate.</param>
    public TlsFiles Ours(string kind) => kind == "none"
        ? new() { Authorities = [Authority] }
        : new() { Certificate = this[kind].CertificateFile, Key = this[kind].KeyFile, Authorities = [Authority] };

    /// <summary>Options of DCMTK's tools.</summary>
    public IReadOnlyList<string> Dcmtk(string kind, string? trusts = null) => kind switch
    {
        "none" => ["+tla", "+cf", trusts ?? Authority],
        _ => ["+tls", this[kind].KeyFile, this[kind].CertificateFile, "+cf", trusts ?? Authority],
    };

    public void Dispose()
    {
        _authority.Dispose();
        _stranger.Dispose();
        _folder.Dispose();
    }
}
