using System.Net;
using System.Text.RegularExpressions;
using DicomNode.DicomNode.Tests.Hosting;
using DicomNode.Observability;
using DicomNode.Testing;
using DicomNode.Web;
using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.DependencyInjection;
using Xunit;

namespace DicomNode.DicomNode.Tests.Web;

/// <summary>Every endpoint that the node has, asked by nobody and by an account of each role.</summary>
public sealed partial class AccessMatrixTests : IDisposable
{
    /// <summary>What everybody may have: the page, which shows nothing that the API does not give, how to sign in, and the word of the probes.</summary>
    private static readonly string[] s_open =
    [
        "GET /", "HEAD /", "GET /page/{file}", "HEAD /page/{file}", "GET /health/live", "HEAD /health/live", "GET /health/ready", "HEAD /health/ready",
        "GET /api/v1/session", "POST /api/v1/session", "DELETE /api/v1/session",
    ];

    /// <summary>Asked by POST because the question is long; nothing changes.</summary>
    private static readonly string[] s_questions = ["POST /api/v1/routes/test"];

    private readonly TempFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public async Task Each_endpoint_gives_to_nobody_less_than_its_role()
    {
        await using RunningNode node = await GuardedNode.StartAsync(_folder, o => o.Http.MetricsFrom = []);
        List<string> wrong = [];
        (string Name, string Method, string Path, string? Policy)[] all = [.. Endpoints(node)];
        Assert.True(all.Length > 15, "The endpoints were not found.");

        foreach (var endpoint in all)
        {
            bool isOpen = s_open.Contains(endpoint.Name);
            if (isOpen != (endpoint.Policy is null))
            {
                wrong.Add($"{endpoint.Name} asks for {endpoint.Policy ?? "nothing"}");
                continue;
            }

            if (endpoint is { Policy: Access.See, Method: not ("GET" or "HEAD") } && !s_questions.Contains(endpoint.Name))
            {
                wrong.Add($"{endpoint.Name} changes something and asks for {endpoint.Policy} alone");
            }

            foreach (string? caller in (string?[])[null, .. Access.All])
            {
                HttpStatusCode expected = caller is null ? HttpStatusCode.Unauthorized : HttpStatusCode.Forbidden;
                bool isRefused = !isOpen && (caller is null || Rank(caller) < Rank(endpoint.Policy!));
                HttpStatusCode got = await AskAsync(node, endpoint.Method, endpoint.Path, caller);
                if (isRefused ? got != expected : !isOpen && got is HttpStatusCode.Unauthorized or HttpStatusCode.Forbidden)
                {
                    wrong.Add($"{endpoint.Name} answers {got} to {caller ?? "nobody"}");
                }
            }
        }

        Assert.Empty(wrong);
    }

    [Fact]
    public async Task What_is_no_endpoint_says_nothing_to_strangers()
    {
        await using RunningNode node = await GuardedNode.StartAsync(_folder);

        Assert.Equal(HttpStatusCode.Unauthorized, await AskAsync(node, "GET", "/api/v1/nothing", null));
        Assert.Equal(HttpStatusCode.NotFound, await AskAsync(node, "GET", "/api/v1/nothing", Access.See));
    }

    [Fact]
    public async Task Without_a_way_to_sign_in_everything_is_open_as_before()
    {
        await using RunningNode node = await RunningNode.StartAsync(_folder, FreePort.Next());

        foreach (var endpoint in Endpoints(node).Where(e => !e.Path.EndsWith("/test", StringComparison.Ordinal)))
        {
            Assert.False(await AskAsync(node, endpoint.Method, endpoint.Path, null) is HttpStatusCode.Unauthorized or HttpStatusCode.Forbidden && endpoint.Name != "POST /api/v1/session", endpoint.Name);
        }
    }

    private static IEnumerable<(string Name, string Method, string Path, string? Policy)> Endpoints(RunningNode node) =>
        from endpoint in node.Services.GetServices<EndpointDataSource>().SelectMany(s => s.Endpoints).OfType<RouteEndpoint>().Distinct()
        from method in endpoint.Metadata.GetMetadata<IHttpMethodMetadata>()?.HttpMethods ?? ["GET"]
        let policies = endpoint.Metadata.GetOrderedMetadata<IAuthorizeData>().Select(a => a.Policy).ToArray()
        let pattern = "/" + endpoint.RoutePattern.RawText!.TrimStart('/')
        select ($"{method} {pattern}", method, Parameter().Replace(pattern, p => p.Value.Contains(":long", StringComparison.Ordinal) || p.Value.Contains(":int", StringComparison.Ordinal) ? "1" : "1.2.3"),
            endpoint.Metadata.GetMetadata<IAllowAnonymous>() is null ? Role(Assert.Single(policies)) : null);

    /// <summary>Beside who may see, /metrics asks for an address, which is none here.</summary>
    private static string? Role(string? policy) => policy == MetricsAccess.Policy ? Access.See : policy;

    private static async Task<HttpStatusCode> AskAsync(RunningNode node, string method, string path, string? role)
    {
        using HttpRequestMessage request = GuardedNode.Request(new(method), path);
        request.Headers.Authorization = role is null ? null : GuardedNode.As(role.ToLowerInvariant());
        using HttpResponseMessage answer = await node.Http.SendAsync(request, HttpCompletionOption.ResponseHeadersRead);
        return answer.StatusCode;
    }

    private static int Rank(string role) => Access.All.ToList().IndexOf(role);

    [GeneratedRegex(@"\{[^}]+\}")]
    private static partial Regex Parameter();
}
