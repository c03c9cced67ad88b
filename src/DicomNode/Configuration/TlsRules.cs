using DicomNode.Dicom.Network.Security;

namespace DicomNode.Configuration;

/// <summary>What has to hold for TLS, the files included: a node that cannot be reached over TLS should say so when it starts, not when the first scanner calls.</summary>
internal static class TlsRules
{
    public static IEnumerable<ConfigurationError> Check(NodeOptions options, DateTimeOffset now) =>
        CheckPorts(options.Listener).Concat(CheckListener(options.Listener.Tls, now)).Concat(options.Peers.SelectMany((peer, i) => CheckPeer(peer.Tls, i, options.Listener.Tls, now)));

    private static IEnumerable<ConfigurationError> CheckPorts(ListenerOptions listener)
    {
        if (listener.Port is null && listener.Tls?.Port is null)
        {
            yield return new("Listener:Port", null, "is null, and so is Listener:Tls:Port; the node needs one of them", null);
        }
        else if (listener.Port is > 0 && listener.Port == listener.Tls?.Port)
        {
            yield return new("Listener:Tls:Port", $"{listener.Port}", "is Listener:Port too; plain DICOM and TLS need a port each (Listener:Port null: no plain one)", null);
        }
    }

    private static IEnumerable<ConfigurationError> CheckListener(ListenerTlsOptions? tls, DateTimeOffset now)
    {
        if (tls is null)
        {
            yield break;
        }

        if (tls is { RequireClientCertificate: true, Port: not null, Authorities.Count: 0 })
        {
            yield return new(
                "Listener:Tls:Authorities", null, "is empty, so no client certificate could be trusted; name the files of the authorities, or set Listener:Tls:RequireClientCertificate to false", null);
        }

        if (Problem(TlsFilesOf.Listener(tls), now) is { } problem)
        {
            yield return ToError("Listener:Tls", problem);
        }
    }

    private static IEnumerable<ConfigurationError> CheckPeer(PeerTlsOptions? tls, int peer, ListenerTlsOptions? listener, DateTimeOffset now)
    {
        if (tls is null)
        {
            yield break;
        }

        if (tls.CallerCertificates.Count > 0 && listener is not { Port: not null, Authorities.Count: > 0 })
        {
            yield return new($"Peers:{peer}:Tls:CallerCertificates", string.Join(", ", tls.CallerCertificates), "needs Listener:Tls with a Port and Authorities: otherwise no caller shows a certificate", null);
        }

        if (tls.Certificate is null && (tls.Key ?? tls.PasswordFile) is { } alone)
        {
            yield return new($"Peers:{peer}:Tls:{(tls.Key is null ? "PasswordFile" : "Key")}", alone, "goes with Certificate, which is missing here", null);
        }
        else if ((tls.Certificate is not null || tls.Authorities is not null) && Problem(TlsFilesOf.Peer(tls, listener), now) is { } problem
            && (problem.Kind == TlsFileKind.Authorities ? tls.Authorities is not null : tls.Certificate is not null)) // what is the listener's is reported there
        {
            yield return ToError($"Peers:{peer}:Tls", problem);
        }
    }

    internal static TlsFileException? Problem(TlsFiles files, DateTimeOffset now)
    {
        try
        {
            TlsMaterial.Load(files, now);
            return null;
        }
        catch (TlsFileException e)
        {
            return e;
        }
    }

    internal static ConfigurationError ToError(string section, TlsFileException problem) =>
        new(problem.Kind == TlsFileKind.Authorities ? $"{section}:{problem.Kind}:{problem.Index}" : $"{section}:{problem.Kind}", problem.File, problem.Problem, null);
}
