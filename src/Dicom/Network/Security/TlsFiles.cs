namespace DicomNode.Dicom.Network.Security;

/// <summary>Where our certificate and the authorities that we trust are.</summary>
public sealed record TlsFiles
{
    /// <summary>PEM with our certificate first and intermediate ones after it, or PKCS #12 (.p12, .pfx) with the key. Null: we show none.</summary>
    public string? Certificate { get; init; }

    /// <summary>PEM with the private key (RSA or EC). Null: it is in <see cref="Certificate"/>.</summary>
    public string? Key { get; init; }

    /// <summary>A file whose first line is the password of the key or of the PKCS #12 file. Null: there is none.</summary>
    public string? PasswordFile { get; init; }

    /// <summary>PEM or DER certificates; peers have to show a certificate that one of them signed, or one of them itself. Empty: those of the machine.</summary>
    public IReadOnlyList<string> Authorities { get; init; } = [];
}
