namespace DicomNode.Dicom.Network.Security;

/// <summary>What went wrong with TLS, as sentences whose subject is the peer.</summary>
internal static class TlsWords
{
    private const byte HandshakeRecord = 0x16, AlertRecord = 0x15;

    /// <summary>Parts of OpenSSL's messages, the more special first. "alert" is what the peer told us; the others are what we found.</summary>
    private static readonly (string Part, string Words)[] s_alerts =
    [
        ("alert unknown ca", "it does not trust our certificate: give it the certificate of who signed ours"),
        ("alert certificate expired", "it says that our certificate has expired"),
        ("alert certificate required", "it requires a certificate of ours, and we have none for it"),
        ("alert certificate unknown", "it refuses our certificate"),
        ("alert certificate revoked", "it says that our certificate is revoked"),
        ("alert bad certificate", "it refuses our certificate"),
        ("alert unsupported certificate", "it cannot use our certificate: its key type or its extended key usage"),
        ("alert access denied", "it refuses our certificate: access denied"),
        ("alert protocol version", "it does not speak TLS 1.2 or 1.3"),
        ("alert insufficient security", "it asks for other cipher suites than we allow"),
        ("alert handshake failure", "it found no common cipher suite, or wants a certificate that we did not show"),
        ("alert unrecognized name", "it knows no certificate for the name that it was called by"),
        ("alert decrypt error", "it could not verify our certificate or key"),
    ];

    private static readonly (string Part, string Words)[] s_findings =
    [
        ("unsupported protocol", "it speaks no TLS newer than 1.1; 1.2 is the least that we take"),
        ("no shared cipher", "it offers no cipher suite with forward secrecy and authenticated encryption (BCP 195)"),
        ("no suitable signature", "it offers no signature algorithm that fits our certificate"),
        ("did not return a certificate", "it showed no certificate, and one is required"),
        ("wrong version number", "what it sends is not TLS"),
        ("key too small", "its certificate has a key that is too short (BCP 195)"),
        ("md too weak", "its certificate has a signature that is too weak (BCP 195)"),
    ];

    /// <param name="firstByte">The first that came from the peer; null when nothing came.</param>
    public static string OfHandshake(Exception e, byte? firstByte) =>
        OfAlert(e) ?? firstByte switch
        {
            null => "it closed the connection without a word of TLS; does it speak TLS on this port?",
            not (HandshakeRecord or AlertRecord) => $"it does not speak TLS: it began with {firstByte:X2}H{(firstByte is >= 1 and <= 7 ? ", plain DICOM" : "")}; switch TLS on there, or use the plain port",
            _ when Find(s_findings, e) is { } finding => finding,
            _ when e is IOException or { InnerException: IOException } => "it closed the connection during the TLS handshake; its log may say why",
            _ => $"TLS failed ({Innermost(e).Message.TrimEnd('.')})",
        };

    /// <returns>Null: it is no alert that the peer sent.</returns>
    public static string? OfAlert(Exception e) => Find(s_alerts, e);

    private static string? Find((string Part, string Words)[] words, Exception e)
    {
        for (Exception? at = e; at is not null; at = at.InnerException)
        {
            foreach ((string part, string found) in words)
            {
                if (at.Message.Contains(part, StringComparison.OrdinalIgnoreCase))
                {
                    return found;
                }
            }
        }

        return null;
    }

    private static Exception Innermost(Exception e) => e.GetBaseException();
}
