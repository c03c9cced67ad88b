using System.Text.Encodings.Web;
using DicomNode.Configuration;
using Microsoft.AspNetCore.Authentication;
using Microsoft.Extensions.Options;

namespace DicomNode.Web.Guarding;

/// <summary>Whom the reverse proxy names. The header is there only when the proxy set it: <see cref="ProxyTrust"/> took it out of every other request.</summary>
internal sealed class ProxyHandler(NodeOptions node, IOptionsMonitor<AuthenticationSchemeOptions> options, ILoggerFactory logger, UrlEncoder encoder)
    : AuthenticationHandler<AuthenticationSchemeOptions>(options, logger, encoder)
{
    public const string Name = "Proxy";

    public static bool IsMeant(HttpRequest request, HttpProxyOptions? proxy) => proxy?.UserHeader is string header && request.Headers.ContainsKey(header);

    protected override Task<AuthenticateResult> HandleAuthenticateAsync()
    {
        HttpProxyOptions proxy = node.Http.Proxy!;
        if (Request.Headers[proxy.UserHeader!] is not [{ Length: > 0 and <= 256 } user] || user.Contains(',', StringComparison.Ordinal))
        {
            // several lines with a header are the same as one with commas; which of the names is the proxy's cannot be told
            return Task.FromResult(AuthenticateResult.Fail($"{proxy.UserHeader} is empty, or there are several: the proxy has to replace what its clients send."));
        }

        return Task.FromResult(AuthenticateResult.Success(new(SignedIn.As(Name, user, RoleOf(proxy)), Name)));
    }

    private AccessRole? RoleOf(HttpProxyOptions proxy)
    {
        string[] groups = proxy.RolesHeader is null ? [] : [.. Request.Headers.GetCommaSeparatedValues(proxy.RolesHeader).Select(g => g.Trim())];
        return Has(proxy.Configure) ? AccessRole.Configure
            : Has(proxy.Operate) ? Max(AccessRole.Operate, proxy.Role)
            : Has(proxy.See) ? Max(AccessRole.See, proxy.Role)
            : proxy.Role;

        bool Has(IReadOnlyList<string> names) => names.Intersect(groups, StringComparer.OrdinalIgnoreCase).Any();
    }

    private static AccessRole Max(AccessRole one, AccessRole? other) => other > one ? other.Value : one;
}
