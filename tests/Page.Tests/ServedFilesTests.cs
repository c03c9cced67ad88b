using System.IO.Compression;
using System.Net;
using System.Text.RegularExpressions;
using DicomNode.DicomNode.Tests.Hosting;
using DicomNode.Testing;
using Xunit;

namespace DicomNode.Page.Tests;

/// <summary>What the node gives a browser, and what it allows it.</summary>
public sealed partial class ServedFilesTests : IDisposable
{
    private readonly TempFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public async Task The_page_is_served_under_a_policy_without_exceptions_and_its_files_are_kept_by_browsers()
    {
        await using CollectingArchive archive = new();
        await using RunningNode node = await RunningNode.StartAsync(_folder, archive.Port);
        using HttpResponseMessage page = await node.Http.GetAsync(new Uri("/", UriKind.Relative));
        string html = await page.Content.ReadAsStringAsync();
        string policy = string.Join(';', page.Headers.GetValues("Content-Security-Policy"));
        Assert.StartsWith("default-src 'none'; script-src 'self'; style-src 'self';", policy, StringComparison.Ordinal);
        Assert.Contains("frame-ancestors 'none'", policy, StringComparison.Ordinal);
        Assert.DoesNotContain("unsafe", policy, StringComparison.Ordinal);
        Assert.Equal("nosniff", Assert.Single(page.Headers.GetValues("X-Content-Type-Options")));
        Assert.Equal("no-referrer", Assert.Single(page.Headers.GetValues("Referrer-Policy")));
        Assert.True(page.Headers.CacheControl!.NoCache);

        using HttpRequestMessage again = new(HttpMethod.Get, "/");
        again.Headers.IfNoneMatch.Add(page.Headers.ETag!);
        using HttpResponseMessage unchanged = await node.Http.SendAsync(again);
        Assert.Equal(HttpStatusCode.NotModified, unchanged.StatusCode);

        string[] named = [.. Named().Matches(html).Select(m => m.Groups[1].Value)];
        Assert.Equal(4, named.Length); // icon, style, theme, program
        foreach (string file in named)
        {
            using HttpRequestMessage compressed = new(HttpMethod.Get, file);
            compressed.Headers.AcceptEncoding.Add(new("gzip"));
            using HttpResponseMessage small = await node.Http.SendAsync(compressed);
            using HttpResponseMessage plain = await node.Http.GetAsync(new Uri(file, UriKind.Relative));
            Assert.Equal((HttpStatusCode.OK, "gzip"), (small.StatusCode, Assert.Single(small.Content.Headers.ContentEncoding)));
            Assert.Equal((HttpStatusCode.OK, 0), (plain.StatusCode, plain.Content.Headers.ContentEncoding.Count));
            Assert.Contains("immutable", $"{plain.Headers.CacheControl}", StringComparison.Ordinal);
            await using GZipStream opened = new(await small.Content.ReadAsStreamAsync(), CompressionMode.Decompress);
            using StreamReader text = new(opened);
            Assert.Equal(await plain.Content.ReadAsStringAsync(), await text.ReadToEndAsync());
        }

        foreach (string other in (string[])["page/nothing.js", "page/..%2FDicomNode.dll", "page/main.tsx"])
        {
            using HttpResponseMessage none = await node.Http.GetAsync(new Uri(other, UriKind.Relative));
            Assert.Equal(HttpStatusCode.NotFound, none.StatusCode);
        }
    }

    [Fact]
    public void The_source_of_the_page_makes_elements_of_no_text()
    {
        string[] files = Directory.GetFiles(Checkout.Find("src/DicomNode/Web/Page/app"), "*.ts*", SearchOption.AllDirectories);
        Assert.True(files.Length > 20);
        Assert.All(files, f => Assert.DoesNotMatch(MakesElements(), File.ReadAllText(f)));
    }

    [GeneratedRegex("(?:src|href)=\"(page/[^\"]+)\"")]
    private static partial Regex Named();

    [GeneratedRegex(@"innerHTML|outerHTML|insertAdjacentHTML|document\.write|DOMParser|\beval\b|new Function")]
    private static partial Regex MakesElements();
}
