using System.Net.Security;

namespace DicomNode.Dicom.Network.Security;

/// <summary>Whether those who call have to show a certificate.</summary>
public enum ClientCertificates
{
    NotAsked,

    /// <summary>One that is shown has to be good; the policy for associations may demand one of some peers.</summary>
    Asked,

    Required,
}

/// <summary>The accepting side of TLS, for <see cref="SecurePort"/>.</summary>
public sealed class TlsServer(TlsCredentials credentials, ClientCertificates clients, TimeProvider? clock = null)
{
    /// <summary>Agrees on TLS over a new connection.</summary>
    /// <exception cref="TlsHandshakeException">The two sides did not agree.</exception>
    public ValueTask<Stream> SecureAsync(Stream stream, CancellationToken cancellationToken)
    {
        TlsMaterial material = credentials.Current;
        PeerVerification verification = new(clients == ClientCertificates.Required, null, clock ?? TimeProvider.System);
        TlsStream tls = new(new OpeningStream(stream), verification, "it closed the connection right after the TLS handshake, as those do that do not trust our certificate");
        SslServerAuthenticationOptions options = new()
        {
            ServerCertificateContext = material.Identity,
            ClientCertificateRequired = clients != ClientCertificates.NotAsked, // asks; PeerVerification decides
            CertificateChainPolicy = Bcp195.ChainPolicy(material.Authorities),
            EnabledSslProtocols = Bcp195.Protocols,
            CipherSuitesPolicy = Bcp195.CipherSuites,
            AllowRenegotiation = false,
            AllowTlsResume = false, // each connection is judged by the certificates of now
        };
        return AgreeAsync();

        async ValueTask<Stream> AgreeAsync() => await tls.AgreeAsync(tls.AuthenticateAsServerAsync(options, cancellationToken)).ConfigureAwait(false);
    }
}
