using System.ComponentModel.DataAnnotations;

namespace DicomNode.Configuration;

/// <summary>The node's certificate, whom it trusts, and the port where it takes associations over TLS.</summary>
public sealed class ListenerTlsOptions
{
    /// <summary>TCP port; 0 takes a free one; null: none, the certificate is for calling others only. 2762 is registered for DICOM over TLS.</summary>
    [Range(0, 65535)]
    public int? Port { get; set; } = 2762;

    /// <summary>PEM (own certificate first, then those that signed it) or PKCS #12.</summary>
    [Required(ErrorMessage = "a file with the node's certificate, PEM or PKCS #12")]
    public string Certificate { get; set; } = "";

    /// <summary>PEM with the private key; null when it is in <see cref="Certificate"/>.</summary>
    public string? Key { get; set; }

    /// <summary>A file whose first line is the password of the key.</summary>
    public string? PasswordFile { get; set; }

    /// <summary>Files with the certificates of the authorities whose certificates we trust, of callers and of those we call.</summary>
    public IReadOnlyList<string> Authorities { get; set; } = [];

    /// <summary>Whether who calls has to show a certificate. Off: an AE title is believed from whoever reaches the port, except of peers with <see cref="PeerTlsOptions.CallerCertificates"/>.</summary>
    public bool RequireClientCertificate { get; set; } = true;
}
