using System.Net.Http.Json;
using System.Text.Json;
using System.Text.Json.Nodes;
using DicomNode.Configuration;
using DicomNode.Dicom.Network;
using DicomNode.Dicom.Network.Security;
using DicomNode.DicomNode.Tests.Hosting;
using DicomNode.Hosting;
using DicomNode.Testing;
using DicomNode.Tests.Cli;
using DicomNode.Tests.Configuration;
using Microsoft.Extensions.Logging;
using Xunit;

namespace DicomNode.Tests.Hosting;

/// <summary>A node whose only port speaks TLS, called by the command line.</summary>
public sealed class TlsNodeTests : IDisposable
{
    private readonly TempFolder _folder = new();
    private readonly TestAuthority _authority;

    public TlsNodeTests() => _authority = new(_folder.Path);

    [Fact]
    public async Task Echo_gets_through_with_the_certificate_that_its_title_is_bound_to_and_with_no_other()
    {
        IssuedCertificate scanner = _authority.Issue("scanner"), other = _authority.Issue("other");
        await using NodeHost node = await StartAsync(_authority.Issue("node"));
        string peer = $"DICOMNODE@127.0.0.1:{node.SecureDicomEndPoint.Port}";

        CommandRun right = await CommandRun.OfAsync(["echo", peer, "--as", "SCANNER", "--tls-ca", _authority.CertificateFile, "--tls-cert", scanner.CertificateFile, "--tls-key", scanner.KeyFile]);
        Assert.True(right.ExitCode == 0, right.Error);
        CommandRun wrong = await CommandRun.OfAsync(["echo", peer, "--as", "SCANNER", "--tls-ca", _authority.CertificateFile, "--tls-cert", other.CertificateFile, "--tls-key", other.KeyFile]);
        Assert.Equal(1, wrong.ExitCode);
        Assert.Contains("rejected", wrong.Error, StringComparison.Ordinal);
        CommandRun plain = await CommandRun.OfAsync("echo", peer, "--as", "SCANNER");
        Assert.Equal(1, plain.ExitCode);
        CommandRun keyless = await CommandRun.OfAsync("echo", peer, "--tls-cert", scanner.CertificateFile);
        Assert.Equal((2, true), (keyless.ExitCode, keyless.Error.Contains("no private key", StringComparison.Ordinal)));
    }

    [Fact]
    public async Task Echo_takes_a_peer_of_the_configuration_by_its_name()
    {
        IssuedCertificate scanner = _authority.Issue("scanner");
        await using NodeHost node = await StartAsync(_authority.Issue("node"));
        using ConfigurationFile file = new(JsonSerializer.Serialize(new
        {
            Listener = new { AeTitle = "SCANNER", Tls = new { Certificate = scanner.CertificateFile, Key = scanner.KeyFile, Authorities = new[] { _authority.CertificateFile } } },
            Peers = new[] { new { Name = "node", AeTitle = "DICOMNODE", Host = "localhost", node.SecureDicomEndPoint.Port, Tls = true } },
        }));
        CommandRun echo = await CommandRun.OfAsync("echo", "node", "--config", file.FullPath);
        Assert.True(echo.ExitCode == 0, echo.Error);
        CommandRun unknown = await CommandRun.OfAsync("echo", "nobody", "--config", file.FullPath);
        Assert.Equal((2, true), (unknown.ExitCode, unknown.Error.Contains("Peers (node)", StringComparison.Ordinal)));
    }

    [Theory]
    [InlineData(365, "Healthy", "is valid until")]
    [InlineData(29, "Degraded", "is valid until")]
    public async Task Readiness_warns_of_a_certificate_thirty_days_before_its_end(int days, string status, string reason)
    {
        await using NodeHost node = await StartAsync(_authority.Issue("node", to: TimeSpan.FromDays(days)));
        using HttpClient http = new() { BaseAddress = node.HttpAddress };
        JsonNode? check = (await http.GetFromJsonAsync<JsonNode>("/health/ready"))!["checks"]!["certificates"];
        Assert.Equal(status, $"{check!["status"]}");
        Assert.Contains(reason, $"{check["reason"]}", StringComparison.Ordinal);
    }

    [Fact]
    public async Task Results_wait_for_an_archive_whose_certificate_is_wrong_and_go_out_when_its_file_is_replaced()
    {
        using TestAuthority stranger = new(_folder.Path, "Strange authority");
        IssuedCertificate wrong = stranger.Issue("archive"), right = _authority.Issue("archive"), own = _authority.Issue("node");
        string file = _folder.Combine("archive.pem"), key = _folder.Combine("archive.key");
        File.Copy(wrong.CertificateFile, file);
        File.Copy(wrong.KeyFile, key);
        TlsServer tls = new(new TlsCredentials(new() { Certificate = file, Key = key, Authorities = [_authority.CertificateFile] }), ClientCertificates.Required);
        await using CollectingArchive archive = new(new SecurePort(0, tls.SecureAsync));
        await using RunningNode node = await RunningNode.StartAsync(
            _folder, archive.Port, o => o.Peers[0].Tls = new() { Certificate = own.CertificateFile, Key = own.KeyFile, Authorities = [_authority.CertificateFile] });
        MadeSeries series = new() { Slices = 5, Rows = 64, Columns = 64 };
        await node.SendAsync(Enumerable.Range(0, series.Slices).Select(series.Slice));

        JsonNode? waiting = null;
        await Eventually.TrueAsync(
            async () => (waiting = (await node.Http.GetFromJsonAsync<JsonArray>("/api/v1/deliveries"))!.FirstOrDefault(d => $"{d}".Contains("trusted here", StringComparison.Ordinal))) is not null,
            TimeSpan.FromMinutes(1));
        Assert.Empty(archive.Received);
        File.Copy(right.KeyFile, key, overwrite: true);
        File.Copy(right.CertificateFile, file, overwrite: true);
        await node.WaitForAsync(series.SeriesInstanceUid, "Done");
        Assert.Equal(2, archive.Received.Count);
    }

    public void Dispose()
    {
        _authority.Dispose();
        _folder.Dispose();
    }

    private async Task<NodeHost> StartAsync(IssuedCertificate own)
    {
        var node = NodeHost.Create(
            new NodeOptions
            {
                Listener = new()
                {
                    Port = null,
                    Tls = new() { Port = 0, Certificate = own.CertificateFile, Key = own.KeyFile, Authorities = [_authority.CertificateFile] },
                },
                Peers = [new() { Name = "scanner", AeTitle = "SCANNER", Host = "127.0.0.1", Tls = new() { CallerCertificates = ["scanner"] } }],
                Http = new() { Urls = "http://127.0.0.1:0" },
                Data = new() { Root = _folder.Combine("data"), ReserveGiB = 0 },
            },
            logging: l => l.SetMinimumLevel(LogLevel.None));
        await node.StartAsync(CancellationToken.None);
        return node;
    }
}
