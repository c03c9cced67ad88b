namespace DicomNode.Notifying;

/// <summary>A message as an HTTP POST.</summary>
public sealed class WebhookOptions
{
    /// <summary>http or https. Of services whose address is a secret, name a file that holds it instead: <see cref="UrlFile"/>.</summary>
    public string? Url { get; set; }

    /// <summary>A file whose first line is the address.</summary>
    public string? UrlFile { get; set; }

    /// <summary>Further headers, each "Name: value".</summary>
    public IReadOnlyList<string> Headers { get; set; } = [];

    /// <summary>A file whose first line is a secret: the body is signed with it, X-DicomNode-Signature: sha256=… (HMAC-SHA256, hex).</summary>
    public string? SecretFile { get; set; }

    /// <summary>What the body looks like.</summary>
    public WebhookFormat Format { get; set; } = WebhookFormat.Json;

    /// <summary>A body of one's own, with {placeholders}; encoded as <see cref="Format"/> wants it.</summary>
    public string? Template { get; set; }

    /// <summary>Files with the certificates of the authorities that its certificate has to come from; empty: those of the machine.</summary>
    public IReadOnlyList<string> Authorities { get; set; } = [];

    /// <summary>How long an answer is waited for.</summary>
    [System.ComponentModel.DataAnnotations.Range(typeof(TimeSpan), "00:00:00.1", "00:05:00")]
    public TimeSpan Timeout { get; set; } = TimeSpan.FromSeconds(15);
}
