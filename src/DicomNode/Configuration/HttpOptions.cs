namespace DicomNode.Configuration;

/// <summary>The operator's side: health, API, metrics.</summary>
public sealed class HttpOptions
{
    /// <summary>One or more <c>http://host:port</c>, separated by semicolons. Port 0 takes a free one.</summary>
    [HttpUrls]
    public string Urls { get; set; } = "http://127.0.0.1:8080";

    /// <summary>Addresses and networks (CIDR) that may read /metrics without signing in. A request that came through a proxy never counts as one of them.</summary>
    public IReadOnlyList<string> MetricsFrom { get; set; } = ["127.0.0.0/8", "::1"];

    /// <summary>The page shows whose images they are. False: name, identifier and date of birth stay in the files.</summary>
    public bool ShowPatients { get; set; } = true;
}
