using System.Net;
using System.Net.Http.Json;
using System.Text.Json.Nodes;
using DicomNode.Configuration;
using DicomNode.DicomNode.Tests.Hosting;
using DicomNode.Testing;
using Xunit;

namespace DicomNode.DicomNode.Tests.Web;

/// <summary>A reverse proxy that says who somebody is.</summary>
public sealed class ProxyTests : IDisposable
{
    private const string User = "X-Forwarded-User", Groups = "X-Forwarded-Groups";
    private readonly TempFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public async Task The_proxys_word_is_taken_with_the_role_that_its_groups_give()
    {
        await using RunningNode node = await StartAsync(new() { Addresses = ["127.0.0.0/8"], UserHeader = User, RolesHeader = Groups, Operate = ["pacs-team"] });

        Assert.Equal((null, 0, "Proxy"), await SessionAsync(node));
        Assert.Equal(("ann", 2, "Proxy"), await SessionAsync(node, (User, "ann"), (Groups, "others, pacs-team")));
        Assert.Equal(("ann", 0, "Proxy"), await SessionAsync(node, (User, "ann"), (Groups, "others")));
        Assert.Equal(HttpStatusCode.OK, await RetryAsync(node, (User, "ann"), (Groups, "pacs-team")));
        Assert.Equal(HttpStatusCode.Forbidden, await RetryAsync(node, (User, "ann"), (Groups, "see")));
        Assert.Equal(HttpStatusCode.Unauthorized, await RetryAsync(node));
    }

    [Fact]
    public async Task The_same_header_from_somebody_else_is_worth_nothing()
    {
        await using RunningNode node = await StartAsync(new() { Addresses = ["192.0.2.1"], UserHeader = User, Role = AccessRole.Configure });

        Assert.Equal((null, 0, "Proxy"), await SessionAsync(node, (User, "ann")));
        Assert.Equal(HttpStatusCode.Unauthorized, await RetryAsync(node, (User, "ann")));
    }

    [Fact]
    public async Task A_name_that_a_client_put_beside_the_proxys_is_nobodys()
    {
        await using RunningNode node = await StartAsync(new() { Addresses = ["127.0.0.1"], UserHeader = User, Role = AccessRole.Configure });

        Assert.Equal(HttpStatusCode.OK, await RetryAsync(node, (User, "ann")));
        Assert.Equal(HttpStatusCode.Unauthorized, await RetryAsync(node, (User, "mallory"), (User, "ann")));
    }

    [Fact]
    public async Task Failures_count_for_the_client_behind_a_proxy_and_its_word_for_https_makes_the_cookie_secure()
    {
        await using RunningNode node = await GuardedNode.StartAsync(_folder, o => o.Http.Proxy = new() { Addresses = ["127.0.0.1"] });
        for (int i = 0; i < 5; i++)
        {
            Assert.Equal(HttpStatusCode.Unauthorized, (await SignInAsync("192.0.2.1", "wrong")).Status);
        }

        Assert.Equal(HttpStatusCode.TooManyRequests, (await SignInAsync("192.0.2.1", GuardedNode.Password)).Status);
        (HttpStatusCode status, string? cookie) = await SignInAsync("192.0.2.2", GuardedNode.Password);
        Assert.Equal(HttpStatusCode.OK, status);
        Assert.Contains("secure", cookie, StringComparison.OrdinalIgnoreCase);

        async Task<(HttpStatusCode Status, string? Cookie)> SignInAsync(string client, string password)
        {
            using HttpRequestMessage request = GuardedNode.Request(HttpMethod.Post, "/api/v1/session", ("X-Forwarded-For", client), ("X-Forwarded-Proto", "https"));
            request.Content = JsonContent.Create(new { user = "see", password });
            using HttpResponseMessage answer = await node.Http.SendAsync(request);
            return (answer.StatusCode, answer.Headers.TryGetValues("Set-Cookie", out IEnumerable<string>? cookies) ? cookies.Single() : null);
        }
    }

    private Task<RunningNode> StartAsync(HttpProxyOptions proxy) => RunningNode.StartAsync(_folder, FreePort.Next(), o => o.Http.Proxy = proxy);

    private static async Task<(string? User, int Roles, string? SignIn)> SessionAsync(RunningNode node, params (string, string)[] headers)
    {
        using HttpRequestMessage request = GuardedNode.Request(HttpMethod.Get, "/api/v1/session", headers);
        using HttpResponseMessage answer = await node.Http.SendAsync(request);
        JsonNode session = (await answer.Content.ReadFromJsonAsync<JsonNode>())!;
        return ((string?)session["user"], session["roles"]!.AsArray().Count, (string?)session["signIn"]);
    }

    private static async Task<HttpStatusCode> RetryAsync(RunningNode node, params (string, string)[] headers)
    {
        using HttpRequestMessage request = GuardedNode.Request(HttpMethod.Post, "/api/v1/deliveries/retry", headers);
        using HttpResponseMessage answer = await node.Http.SendAsync(request);
        return answer.StatusCode;
    }
}
