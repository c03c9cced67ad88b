using System.ComponentModel.DataAnnotations;

namespace DicomNode.Configuration;

/// <summary>The operator's side: page, API, health, metrics. Who may see and operate.</summary>
public sealed class HttpOptions
{
    /// <summary>One or more <c>http://host:port</c> or <c>https://host:port</c>, separated by semicolons. Port 0 takes a free one.</summary>
    [HttpUrls]
    public string Urls { get; set; } = "http://127.0.0.1:8080";

    /// <summary>Addresses and networks (CIDR) that may read /metrics without signing in. A request that came through a proxy never counts as one of them.</summary>
    public IReadOnlyList<string> MetricsFrom { get; set; } = ["127.0.0.0/8", "::1"];

    /// <summary>Names by which browsers reach the node, beside localhost, addresses and the name of the machine. Others are refused: a stranger's name that leads here is an attack.</summary>
    public IReadOnlyList<string> Hosts { get; set; } = [];

    /// <summary>The file of the local accounts, which <c>dicomnode users add</c> writes. Null: there are none.</summary>
    public string? Accounts { get; set; }

    /// <summary>The reverse proxy before the node; null: none.</summary>
    public HttpProxyOptions? Proxy { get; set; }

    /// <summary>Everybody who reaches the port may do everything, beyond this machine too.</summary>
    public bool AllowAnonymous { get; set; }

    /// <summary>The page shows whose images they are. False: name, identifier and date of birth stay in the files.</summary>
    public bool ShowPatients { get; set; } = true;

    /// <summary>After so long without a request who signed in by the form does it again.</summary>
    [Range(typeof(TimeSpan), "00:01:00", "7.00:00:00")]
    public TimeSpan SessionTime { get; set; } = TimeSpan.FromHours(12);

    /// <summary>For https: PEM (own certificate first, then those that signed it) or PKCS #12.</summary>
    public string? Certificate { get; set; }

    /// <summary>PEM with the private key; null when it is in <see cref="Certificate"/>.</summary>
    public string? Key { get; set; }

    /// <summary>A file whose first line is the password of the key.</summary>
    public string? PasswordFile { get; set; }

    /// <summary>There is a way to become known, so nothing is shown to the unknown.</summary>
    internal bool NeedsSignIn => Accounts is not null || Proxy?.UserHeader is not null;
}
