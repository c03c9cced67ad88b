namespace DicomNode.Configuration;

/// <summary>
/// TLS with one peer, both ways. <c>true</c> in the configuration is this with every default: our certificate and authorities are those of
/// <see cref="ListenerTlsOptions"/>, and without them we show none and trust the authorities of the machine.
/// </summary>
public sealed class PeerTlsOptions
{
    /// <summary>The name that its certificate has to be for; null: <see cref="PeerOptions.Host"/>.</summary>
    public string? HostName { get; set; }

    /// <summary>Under its AE title only who shows one of these may call: a DNS name or common name, a whole subject, or the SHA-256 of the certificate. Empty: any certificate that is trusted.</summary>
    public IReadOnlyList<string> CallerCertificates { get; set; } = [];

    /// <summary>The certificate that we show to this peer, instead of the node's.</summary>
    public string? Certificate { get; set; }

    /// <inheritdoc cref="ListenerTlsOptions.Key"/>
    public string? Key { get; set; }

    /// <inheritdoc cref="ListenerTlsOptions.PasswordFile"/>
    public string? PasswordFile { get; set; }

    /// <summary>Whom we trust when we call this peer, instead of the node's authorities.</summary>
    public IReadOnlyList<string>? Authorities { get; set; }
}
