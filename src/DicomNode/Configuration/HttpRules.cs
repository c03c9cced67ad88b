using System.Net;

namespace DicomNode.Configuration;

/// <summary>What has to hold for the operator's side. Beyond this machine nothing is open by mistake.</summary>
internal static class HttpRules
{
    public static IEnumerable<ConfigurationError> Check(HttpOptions http, DateTimeOffset now) => CheckAccess(http).Concat(CheckProxy(http.Proxy)).Concat(CheckTls(http, now));

    private static IEnumerable<ConfigurationError> CheckAccess(HttpOptions http)
    {
        if (!http.NeedsSignIn && !http.AllowAnonymous && HttpBinding.Of(http).FirstOrDefault(b => !b.IsLoopback) is { } open)
        {
            yield return new("Http:Urls", open.Text, "reaches beyond this machine, and nobody would have to sign in. Name a file in Http:Accounts and make accounts with \"dicomnode users add\", "
                + "or a reverse proxy that signs people in, in Http:Proxy (docs/operations.md, Who may see and operate); Http:AllowAnonymous true lets everybody who reaches the port do everything", null);
        }

        if (http is { NeedsSignIn: true, AllowAnonymous: true })
        {
            yield return new("Http:AllowAnonymous", "true", "contradicts Http:Accounts and Http:Proxy:UserHeader; remove one of them", null);
        }
    }

    private static IEnumerable<ConfigurationError> CheckProxy(HttpProxyOptions? proxy)
    {
        if (proxy is null)
        {
            yield break;
        }

        if (proxy.Addresses.Count == 0)
        {
            yield return new("Http:Proxy:Addresses", null, "is missing; allowed are the addresses that the proxy connects from, such as 127.0.0.1, or everybody could claim to be anybody", null);
        }

        for (int i = 0; i < proxy.Addresses.Count; i++)
        {
            if (!IPAddress.TryParse(proxy.Addresses[i], out _) && !IPNetwork.TryParse(proxy.Addresses[i], out _))
            {
                yield return new($"Http:Proxy:Addresses:{i}", proxy.Addresses[i], "allowed is an IP address or a network such as 10.1.0.0/24", null);
            }
        }

        if (proxy is { UserHeader: not null, RolesHeader: null, Role: null })
        {
            yield return new("Http:Proxy:Role", null, "is missing; allowed is See, Operate or Configure for everybody whom the proxy names, or a RolesHeader", null);
        }

        if (proxy is { UserHeader: null, RolesHeader: { } roles })
        {
            yield return new("Http:Proxy:RolesHeader", roles, "goes with UserHeader, which is missing", null);
        }
    }

    private static IEnumerable<ConfigurationError> CheckTls(HttpOptions http, DateTimeOffset now)
    {
        bool isSecure = HttpBinding.Of(http).Any(b => b.IsSecure);
        if (http.Certificate is null && isSecure)
        {
            yield return new("Http:Certificate", null, "is missing; https in Http:Urls needs a file with the certificate, PEM or PKCS #12", null);
        }
        else if (http.Certificate is not null && !isSecure)
        {
            yield return new("Http:Certificate", http.Certificate, "goes with an https address in Http:Urls, where there is none", null);
        }
        else if (http.Certificate is null && (http.Key ?? http.PasswordFile) is { } alone)
        {
            yield return new($"Http:{(http.Key is null ? "PasswordFile" : "Key")}", alone, "goes with Certificate, which is missing", null);
        }
        else if (http.Certificate is not null && TlsRules.Problem(TlsFilesOf.Http(http), now) is { } problem)
        {
            yield return TlsRules.ToError("Http", problem);
        }
    }
}
