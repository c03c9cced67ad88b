namespace DicomNode.Dicom.Network.Security;

/// <summary>What TLS says of the other end of a connection.</summary>
/// <param name="Protocol">For example <c>TLS 1.3</c>.</param>
/// <param name="CipherSuite">Its name in the IANA registry.</param>
/// <param name="Certificate">Null: the peer showed none, and none was required.</param>
public sealed record PeerSecurity(string Protocol, string CipherSuite, PeerCertificate? Certificate)
{
    /// <summary>Of a stream that <see cref="TlsClient"/> or <see cref="TlsServer"/> secured; null: it is none.</summary>
    public static PeerSecurity? Of(Stream connection) => (connection as TlsStream)?.Peer;
}
