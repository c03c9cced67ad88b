using System.Net;
using DicomNode.Configuration;

namespace DicomNode.Web.Guarding;

/// <summary>Takes out of a request what only the reverse proxy may say, unless it comes from one of the proxy's addresses.</summary>
internal sealed class ProxyTrust(RequestDelegate next, NodeOptions options, TimeProvider clock, ILogger<ProxyTrust> logger)
{
    private const string ForwardedFor = "X-Forwarded-For", OriginalFor = "X-Original-For";
    private readonly string[] _headers = [ForwardedFor, "X-Forwarded-Proto", .. new[] { options.Http.Proxy?.UserHeader, options.Http.Proxy?.RolesHeader }.OfType<string>()];
    private readonly IPNetwork[] _proxies = [.. (options.Http.Proxy?.Addresses ?? []).Select(ToNetwork)];
    private readonly Rarely _told = new(clock);

    public Task InvokeAsync(HttpContext context)
    {
        if (options.Http.Proxy is not null && !IsProxy(context.Connection.RemoteIpAddress))
        {
            if (context.Request.Headers.ContainsKey(ForwardedFor))
            {
                context.Request.Headers[OriginalFor] = $"{context.Connection.RemoteIpAddress}"; // that it passed some proxy stays known, as it does with ours
            }

            foreach (string header in _headers)
            {
                if (context.Request.Headers.Remove(header) && header == options.Http.Proxy?.UserHeader && _told.May())
                {
                    GuardingLog.HeaderFromStranger(logger, header, context.Connection.RemoteIpAddress);
                }
            }
        }

        return next(context);
    }

    private static IPNetwork ToNetwork(string text) =>
        IPAddress.TryParse(text, out IPAddress? address) ? new(address, address.GetAddressBytes().Length * 8) : IPNetwork.Parse(text);

    private bool IsProxy(IPAddress? address) => address is not null && _proxies.Any(p => p.Contains(address.IsIPv4MappedToIPv6 ? address.MapToIPv4() : address));
}
