using System.Security.Authentication;

namespace DicomNode.Dicom.Network.Security;

/// <summary>The two sides did not agree on TLS. The message is a sentence about the peer, without its name.</summary>
public sealed class TlsHandshakeException(string message, Exception inner) : AuthenticationException(message, inner)
{
    /// <summary>The certificate that the peer had shown before it went wrong, good or not; null: none.</summary>
    public PeerCertificate? Shown { get; init; }
}
