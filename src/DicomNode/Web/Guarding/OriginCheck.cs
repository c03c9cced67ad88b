using DicomNode.Configuration;

namespace DicomNode.Web.Guarding;

/// <summary>
/// Pages of others do nothing here, whoever has them open: what a browser says of where a request comes from (Sec-Fetch-Site, else Origin) has to be this node. Following a
/// link to it is all that is left. Programs, which send neither, are not meant.
/// </summary>
internal sealed class OriginCheck(RequestDelegate next, NodeOptions options, TimeProvider clock, ILogger<OriginCheck> logger)
{
    private readonly Rarely _told = new(clock);

    public Task InvokeAsync(HttpContext context)
    {
        HttpRequest request = context.Request;
        if (IsOurs(request))
        {
            return next(context);
        }

        if (_told.May())
        {
            GuardingLog.OriginRefused(logger, request.Method, request.Path, context.Connection.RemoteIpAddress);
        }

        return Problems.WriteAsync(context, StatusCodes.Status403Forbidden, "The request comes from a page of another site. Only this node's own page, and programs, may send it.");
    }

    private bool IsOurs(HttpRequest request)
    {
        bool changes = !HttpMethods.IsGet(request.Method) && !HttpMethods.IsHead(request.Method) && !HttpMethods.IsOptions(request.Method);
        if (request.Headers["Sec-Fetch-Site"] is [string site])
        {
            return site is "same-origin" or "none" || (!changes && request.Headers["Sec-Fetch-Mode"] == "navigate");
        }

        return !changes || request.Headers.Origin is not [string origin] || IsOurOrigin(origin, request.Host);
    }

    /// <summary>The scheme is left out: a proxy that does TLS for us need not say so.</summary>
    private bool IsOurOrigin(string origin, HostString host) => Uri.TryCreate(origin, UriKind.Absolute, out Uri? from)
        && (new HostString(from.Authority).Equals(host) || options.Http.Hosts.Contains(from.Host, StringComparer.OrdinalIgnoreCase));
}
