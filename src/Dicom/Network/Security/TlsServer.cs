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
            ClientCertificateRequired = clients != ClientCertificates.NotAsked, // asks; PeerVerification decides
            CertificateChainPolicy = Bcp195.ChainPolicy(material.Authorities),
        };
        Apply(material, options);
        return AgreeAsync();

        async ValueTask<Stream> AgreeAsync() => await tls.AgreeAsync(tls.AuthenticateAsServerAsync(options, cancellationToken)).ConfigureAwait(false);
    }

    /// <summary>What a handshake of a server of another protocol, such as HTTP, takes over: our certificate as its files are now, and what we agree to (BCP 195).</summary>
    public static void Apply(TlsCredentials credentials, SslServerAuthenticationOptions options) => Apply(credentials.Current, options);

    private static void Apply(TlsMaterial material, SslServerAuthenticationOptions options)
    {
        options.ServerCertificateContext = material.Identity;
        options.EnabledSslProtocols = Bcp195.Protocols;
        options.CipherSuitesPolicy = Bcp195.CipherSuites;
        options.AllowRenegotiation = false;
        options.AllowTlsResume = false; // each connection is judged by the certificates of now
    }
}
