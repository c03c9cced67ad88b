using System.Net.Security;

namespace DicomNode.Dicom.Network.Security;

/// <summary>The calling side of TLS, for <see cref="DicomClientOptions.SecureAsync"/>.</summary>
/// <param name="expectedName">Host name or address that the peer's certificate has to be for.</param>
public sealed class TlsClient(TlsCredentials credentials, string expectedName, TimeProvider? clock = null)
{
    /// <summary>Agrees on TLS over a new connection.</summary>
    /// <exception cref="TlsHandshakeException">The two sides did not agree.</exception>
    public ValueTask<Stream> SecureAsync(Stream stream, CancellationToken cancellationToken)
    {
        TlsMaterial material = credentials.Current;
        PeerVerification verification = new(required: true, expectedName, clock ?? TimeProvider.System);
        TlsStream tls = new(new OpeningStream(stream), verification, material.HasCertificate
            ? "it closed the connection right after the TLS handshake, as those do that do not accept our certificate; its log may say why"
            : "it closed the connection right after the TLS handshake, as those do that require a certificate, and we have none for it");
        SslClientAuthenticationOptions options = new()
        {
            TargetHost = expectedName,
            ClientCertificateContext = material.Identity,
            CertificateChainPolicy = Bcp195.ChainPolicy(material.Authorities),
            EnabledSslProtocols = Bcp195.Protocols,
            CipherSuitesPolicy = Bcp195.CipherSuites,
            AllowRenegotiation = false,
            AllowTlsResume = false,
        };
        return AgreeAsync();

        async ValueTask<Stream> AgreeAsync() => await tls.AgreeAsync(tls.AuthenticateAsClientAsync(options, cancellationToken)).ConfigureAwait(false);
    }
}
