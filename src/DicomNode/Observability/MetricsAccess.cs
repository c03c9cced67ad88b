using System.Net;
using DicomNode.Configuration;
using DicomNode.Web;
using Microsoft.AspNetCore.Authorization;

namespace DicomNode.Observability;

/// <summary>Who may read /metrics: who calls from an address of <see cref="HttpOptions.MetricsFrom"/>, and whoever may see the page.</summary>
internal sealed class MetricsAccess(NodeOptions options, IServiceProvider services) : AuthorizationHandler<MetricsAccess.Requirement>
{
    public const string Policy = "Metrics";

    /// <summary>A proxy calls from its own address, often this machine's; behind it is anybody.</summary>
    private static readonly string[] s_forwarded = ["Forwarded", "X-Forwarded-For", "X-Original-For", "X-Real-IP", "Via"];

    private readonly IPNetwork[] _networks = [.. options.Http.MetricsFrom.Select(a => Parse(a)!.Value)];

    /// <summary>An address or a network; null: neither.</summary>
    public static IPNetwork? Parse(string text) =>
        IPNetwork.TryParse(text, out IPNetwork network) ? network
        : IPAddress.TryParse(text, out IPAddress? address) ? new(address, address.GetAddressBytes().Length * 8)
        : null;

    protected override async Task HandleRequirementAsync(AuthorizationHandlerContext context, Requirement requirement)
    {
        if ((context.Resource is HttpContext http && IsAllowed(http))
            || (await services.GetRequiredService<IAuthorizationService>().AuthorizeAsync(context.User, context.Resource, Access.See)).Succeeded)
        {
            context.Succeed(requirement);
        }
    }

    private bool IsAllowed(HttpContext http)
    {
        IPAddress? caller = http.Connection.RemoteIpAddress;
        caller = caller is { IsIPv4MappedToIPv6: true } ? caller.MapToIPv4() : caller;
        return caller is not null && !s_forwarded.Any(http.Request.Headers.ContainsKey) && _networks.Any(n => n.Contains(caller));
    }

    /// <summary>Of the policy <see cref="Policy"/>.</summary>
    internal sealed record Requirement : IAuthorizationRequirement;
}
