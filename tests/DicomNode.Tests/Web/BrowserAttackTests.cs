using System.Net;
using DicomNode.DicomNode.Tests.Hosting;
using DicomNode.Testing;
using Xunit;

namespace DicomNode.DicomNode.Tests.Web;

/// <summary>What pages of strangers try with a node on the machine of whoever has them open. Nobody has to sign in here: the attack is on loopback.</summary>
public sealed class BrowserAttackTests : IDisposable
{
    private const string Retry = "/api/v1/deliveries/retry";
    private readonly TempFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public async Task Only_the_nodes_own_page_and_programs_change_something()
    {
        await using RunningNode node = await StartAsync();
        string own = node.Http.BaseAddress!.GetLeftPart(UriPartial.Authority);
        foreach ((HttpStatusCode expected, (string, string)[] headers) in ((HttpStatusCode, (string, string)[])[])
        [
            (HttpStatusCode.OK, []),
            (HttpStatusCode.OK, [("Origin", own)]),
            (HttpStatusCode.OK, [("Sec-Fetch-Site", "same-origin"), ("Origin", own)]),
            (HttpStatusCode.OK, [("Origin", "https://node.hospital.example")]), // Http:Hosts, behind a proxy that does TLS
            (HttpStatusCode.Forbidden, [("Origin", "http://evil.example")]),
            (HttpStatusCode.Forbidden, [("Origin", "null")]),
            (HttpStatusCode.Forbidden, [("Origin", "http://127.0.0.1:1")]), // another port of this machine
            (HttpStatusCode.Forbidden, [("Sec-Fetch-Site", "cross-site"), ("Sec-Fetch-Mode", "no-cors")]),
            (HttpStatusCode.Forbidden, [("Sec-Fetch-Site", "same-site"), ("Sec-Fetch-Mode", "cors")]),
            (HttpStatusCode.Forbidden, [("Sec-Fetch-Site", "cross-site"), ("Sec-Fetch-Mode", "navigate")]), // a form that sends itself
        ])
        {
            Assert.Equal((expected, string.Join(' ', headers)), (await AskAsync(node, HttpMethod.Post, Retry, headers), string.Join(' ', headers)));
        }
    }

    [Fact]
    public async Task A_link_to_the_node_may_be_followed_and_nothing_of_it_is_embedded_elsewhere()
    {
        await using RunningNode node = await StartAsync();

        Assert.Equal(HttpStatusCode.OK, await AskAsync(node, HttpMethod.Get, "/", ("Sec-Fetch-Site", "cross-site"), ("Sec-Fetch-Mode", "navigate")));
        Assert.Equal(HttpStatusCode.Forbidden, await AskAsync(node, HttpMethod.Get, "/api/v1/series", ("Sec-Fetch-Site", "cross-site"), ("Sec-Fetch-Mode", "no-cors")));
        Assert.Equal(HttpStatusCode.Forbidden, await AskAsync(node, HttpMethod.Get, "/api/v1/events", ("Sec-Fetch-Site", "cross-site"), ("Sec-Fetch-Mode", "cors")));
    }

    [Fact]
    public async Task A_name_that_is_not_ours_is_refused_whatever_it_leads_to()
    {
        await using RunningNode node = await StartAsync();

        foreach (string host in (string[])["127.0.0.1:8080", "[::1]:8080", "localhost:8080", "192.0.2.7", "node.hospital.example"])
        {
            Assert.Equal((host, HttpStatusCode.OK), (host, await AskAsync(node, HttpMethod.Get, "/api/v1/series", ("Host", host))));
        }

        foreach (string host in (string[])["rebound.evil.example", "localhost.evil.example", "127.0.0.1.evil.example:8080", "node.hospital.example.evil.example"])
        {
            Assert.Equal((host, HttpStatusCode.MisdirectedRequest), (host, await AskAsync(node, HttpMethod.Get, "/api/v1/series", ("Host", host))));
        }
    }

    [Fact]
    public async Task Every_answer_tells_browsers_what_not_to_do_with_it()
    {
        await using RunningNode node = await StartAsync();

        foreach (string path in (string[])["/api/v1/series", "/api/v1/nothing", "/health/ready", "/metrics", "/"])
        {
            using HttpResponseMessage answer = await node.Http.GetAsync(new Uri(path, UriKind.Relative));
            Assert.Equal("nosniff", Assert.Single(answer.Headers.GetValues("X-Content-Type-Options")));
            Assert.Contains("frame-ancestors 'none'", Assert.Single(answer.Headers.GetValues("Content-Security-Policy")), StringComparison.Ordinal);
            Assert.Equal("same-origin", Assert.Single(answer.Headers.GetValues("Cross-Origin-Resource-Policy")));
            Assert.False(answer.Headers.Contains("Access-Control-Allow-Origin"));
            Assert.False(answer.Headers.Contains("Server"));
        }
    }

    private Task<RunningNode> StartAsync() => RunningNode.StartAsync(_folder, FreePort.Next(), o => o.Http.Hosts = ["node.hospital.example"]);

    private static async Task<HttpStatusCode> AskAsync(RunningNode node, HttpMethod method, string path, params (string, string)[] headers)
    {
        using HttpRequestMessage request = GuardedNode.Request(method, path, headers);
        using HttpResponseMessage answer = await node.Http.SendAsync(request, HttpCompletionOption.ResponseHeadersRead);
        return answer.StatusCode;
    }
}
