using System.Net;
using System.Net.Http.Json;
using System.Text.Json;
using DicomNode.DicomNode.Tests.Hosting;
using DicomNode.Testing;
using DicomNode.Tests.Cli;
using Xunit;

namespace DicomNode.DicomNode.Tests.Web;

public sealed class HttpsTests : IDisposable
{
    private readonly TempFolder _folder = new();
    private readonly TestAuthority _authority;

    public HttpsTests() => _authority = new(_folder.Path);

    [Fact]
    public async Task The_node_shows_its_certificate_follows_its_file_and_the_commands_know_it()
    {
        IssuedCertificate first = _authority.Issue("node.hospital.example", loopback: false), second = _authority.Issue("other.hospital.example", loopback: false);
        (string certificate, string key) = (_folder.Combine("http.pem"), _folder.Combine("http.key"));
        File.Copy(first.CertificateFile, certificate);
        File.Copy(first.KeyFile, key);
        await using RunningNode node = await GuardedNode.StartAsync(_folder, o => (o.Http.Urls, o.Http.Certificate, o.Http.Key) = ("https://127.0.0.1:0", certificate, key));

        (string? shown, string? cookie) = await SignInAsync(node);
        Assert.Equal(first.Sha256, shown);
        Assert.Contains("; secure", cookie, StringComparison.OrdinalIgnoreCase);

        string file = _folder.Combine("node.json");
        await File.WriteAllTextAsync(file, JsonSerializer.Serialize(new { Http = new { Urls = $"{node.Http.BaseAddress}".TrimEnd('/'), Accounts = GuardedNode.AccountsOf(_folder), Certificate = certificate, Key = key } }));
        CommandRun status = await CommandRun.OfAsync("status", "--config", file);
        Assert.True(status.Output.Contains("--user", StringComparison.Ordinal), status.Error); // got through, by an address that the certificate is not for

        File.Copy(second.CertificateFile, certificate, overwrite: true);
        File.Copy(second.KeyFile, key, overwrite: true);
        await Eventually.TrueAsync(async () => (await SignInAsync(node)).Shown == second.Sha256, TimeSpan.FromSeconds(20));
    }

    public void Dispose()
    {
        _authority.Dispose();
        _folder.Dispose();
    }

    private static async Task<(string? Shown, string? Cookie)> SignInAsync(RunningNode node)
    {
        string? shown = null;
        using HttpClientHandler handler = new()
        {
            ServerCertificateCustomValidationCallback = (_, certificate, _, _) =>
            {
                shown = certificate?.GetCertHashString(System.Security.Cryptography.HashAlgorithmName.SHA256);
                return true;
            },
        };
        using HttpClient http = new(handler) { BaseAddress = node.Http.BaseAddress };
        using HttpResponseMessage answer = await http.PostAsJsonAsync(new Uri("/api/v1/session", UriKind.Relative), new { user = "see", password = GuardedNode.Password });
        Assert.Equal(HttpStatusCode.OK, answer.StatusCode);
        return (shown, answer.Headers.GetValues("Set-Cookie").Single());
    }
}
