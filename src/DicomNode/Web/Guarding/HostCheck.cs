using System.Net;
using DicomNode.Configuration;

namespace DicomNode.Web.Guarding;

/// <summary>
/// The names that the node is called by. A page of a stranger can let its own name lead to this machine and would then be of one origin with the node (DNS rebinding); its name
/// is in the request. An address as the host is no name, so it cannot be led elsewhere.
/// </summary>
internal sealed class HostCheck(RequestDelegate next, NodeOptions options, TimeProvider clock, ILogger<HostCheck> logger)
{
    private readonly HashSet<string> _names = new(
        ["localhost", Environment.MachineName, .. options.Http.Hosts, .. HttpBinding.Of(options.Http).Select(b => b.Host)], StringComparer.OrdinalIgnoreCase);

    private readonly Rarely _told = new(clock);

    public Task InvokeAsync(HttpContext context)
    {
        string host = context.Request.Host.Host;
        if (host.Length == 0 || _names.Contains(host) || IPAddress.TryParse(host.Trim('[', ']'), out _)) // empty: HTTP/1.0, which no browser speaks
        {
            return next(context);
        }

        if (_told.May())
        {
            GuardingLog.HostRefused(logger, host, context.Connection.RemoteIpAddress);
        }

        return Problems.WriteAsync(context, StatusCodes.Status421MisdirectedRequest, "This node is not called by the name in the request's Host header. If it is, add that name to Http:Hosts.");
    }
}
