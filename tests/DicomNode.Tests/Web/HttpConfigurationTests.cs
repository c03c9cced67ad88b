using DicomNode.Configuration;
using DicomNode.Testing;
using DicomNode.Tests.Cli;
using Xunit;

namespace DicomNode.DicomNode.Tests.Web;

/// <summary>Beyond this machine nothing is open by mistake.</summary>
public sealed class HttpConfigurationTests
{
    [Theory]
    [InlineData("http://0.0.0.0:8080")]
    [InlineData("http://*:8080")]
    [InlineData("http://[::]:8080")]
    [InlineData("http://192.0.2.7:8080")]
    [InlineData("http://node.example:8080")] // a name is every address to the server
    [InlineData("http://127.0.0.1:8080;http://10.0.0.1:8080")]
    public async Task Run_refuses_to_start_where_everybody_could_do_everything(string urls)
    {
        CommandRun run = await CommandRun.OfAsync("run", "--set", $"Http:Urls={urls}");

        Assert.Equal(2, run.ExitCode);
        Assert.StartsWith("Http:Urls = ", run.Error, StringComparison.Ordinal);
        Assert.Contains("dicomnode users add", run.Error, StringComparison.Ordinal);
        Assert.Contains("Http:AllowAnonymous", run.Error, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("http://127.0.0.1:8080")]
    [InlineData("http://localhost:8080;http://[::1]:8080")]
    [InlineData("http://0.0.0.0:8080", "Accounts=accounts.json")]
    [InlineData("http://0.0.0.0:8080", "AllowAnonymous=true")]
    [InlineData("http://0.0.0.0:8080", "Proxy:UserHeader=X-User", "Proxy:Addresses:0=10.0.0.0/8", "Proxy:Role=see")]
    public void These_are_fine(string urls, params string[] further) => Assert.Empty(Errors(urls, further));

    [Theory]
    [InlineData("http://0.0.0.0:8080", "Http:Urls", "Proxy:Addresses:0=127.0.0.1")] // a proxy that names nobody
    [InlineData("http://127.0.0.1:8080", "Http:Proxy:Addresses", "Proxy:UserHeader=X-User", "Proxy:Role=see")]
    [InlineData("http://127.0.0.1:8080", "Http:Proxy:Role", "Proxy:UserHeader=X-User", "Proxy:Addresses:0=127.0.0.1")]
    [InlineData("http://127.0.0.1:8080", "Http:Proxy:Addresses:0", "Proxy:Addresses:0=proxy.example")]
    [InlineData("http://127.0.0.1:8080", "Http:AllowAnonymous", "AllowAnonymous=true", "Accounts=accounts.json")]
    [InlineData("https://127.0.0.1:8080", "Http:Certificate")]
    [InlineData("http://127.0.0.1:8080", "Http:Certificate", "Certificate=node.pem")]
    public void These_are_refused_by_the_name_of_the_key(string urls, string key, params string[] further) => Assert.Equal(key, Assert.Single(Errors(urls, further)).Key);

    private static IReadOnlyList<ConfigurationError> Errors(string urls, string[] further)
    {
        using TempFolder folder = new();
        string file = folder.Combine("node.json");
        File.WriteAllText(file, "{}");
        Dictionary<string, string?> set = further.Select(f => f.Split('=')).ToDictionary(f => $"Http:{f[0]}", f => (string?)f[1]);
        set["Http:Urls"] = urls;
        try
        {
            NodeConfiguration.Load(file, set);
            return [];
        }
        catch (NodeConfigurationException e)
        {
            return e.Errors;
        }
    }
}
