using DicomNode.Dicom.Network.Security;

namespace DicomNode.Configuration;

/// <summary>Which files TLS needs, for the listener and for calling a peer.</summary>
internal static class TlsFilesOf
{
    public static TlsFiles Listener(ListenerTlsOptions tls) => new()
    {
        Certificate = NodeConfiguration.Resolve(tls.Certificate),
        Key = Resolve(tls.Key),
        PasswordFile = Resolve(tls.PasswordFile),
        Authorities = [.. tls.Authorities.Select(NodeConfiguration.Resolve)],
    };

    /// <summary>For https; there is a certificate.</summary>
    public static TlsFiles Http(HttpOptions http) => new() { Certificate = NodeConfiguration.Resolve(http.Certificate!), Key = Resolve(http.Key), PasswordFile = Resolve(http.PasswordFile) };

    /// <summary>The peer's own where it has some, otherwise the listener's, otherwise none: the authorities of the machine.</summary>
    public static TlsFiles Peer(PeerTlsOptions peer, ListenerTlsOptions? listener)
    {
        TlsFiles node = listener is null ? new() : Listener(listener);
        TlsFiles own = peer.Certificate is null
            ? node
            : new() { Certificate = NodeConfiguration.Resolve(peer.Certificate), Key = Resolve(peer.Key), PasswordFile = Resolve(peer.PasswordFile) };
        return own with { Authorities = peer.Authorities is null ? node.Authorities : [.. peer.Authorities.Select(NodeConfiguration.Resolve)] };
    }

    private static string? Resolve(string? path) => path is null ? null : NodeConfiguration.Resolve(path);
}
