using System.Security.Authentication;

namespace DicomNode.Dicom.Network.Security;

/// <summary>The two sides did not agree on TLS. The message is a sentence about the peer, without its name.</summary>
public sealed class TlsHandshakeException(string message, Exception inner) : AuthenticationException(message, inner);
