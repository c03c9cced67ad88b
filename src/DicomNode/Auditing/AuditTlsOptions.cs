namespace DicomNode.Auditing;

/// <summary>TLS to the audit server. Our certificate and the authorities are those of Listener:Tls where none stand here.</summary>
public sealed class AuditTlsOptions
{
    /// <summary>The name that its certificate has to be for; null: <see cref="AuditOptions.Server"/>.</summary>
    public string? HostName { get; set; }

    /// <inheritdoc cref="Configuration.ListenerTlsOptions.Certificate"/>
    public string? Certificate { get; set; }

    /// <inheritdoc cref="Configuration.ListenerTlsOptions.Key"/>
    public string? Key { get; set; }

    /// <inheritdoc cref="Configuration.ListenerTlsOptions.PasswordFile"/>
    public string? PasswordFile { get; set; }

    /// <summary>Files with the certificates of the authorities that the server's has to come from.</summary>
    public IReadOnlyList<string>? Authorities { get; set; }
}
