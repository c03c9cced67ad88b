using System.Net;
using System.Net.Http.Json;
using System.Text.Json;
using System.Text.Json.Nodes;

namespace DicomNode.Testing;

/// <summary>
/// The node as an administrator runs it: a process of its own with a configuration file, on free ports, its data in a folder that goes with
/// it. The project that uses this references src/DicomNode, whose build output lies beside the test.
/// </summary>
public sealed class NodeProcess : IAsyncDisposable
{
    public const string AeTitle = "DICOMNODE";

    private static readonly TimeSpan s_longestStop = TimeSpan.FromSeconds(40); // deploy/systemd gives it 35

    private readonly TempFolder _folder = new();
    private ExternalProcess? _process;

    private NodeProcess(int dicomPort)
    {
        DicomEndPoint = new IPEndPoint(IPAddress.Loopback, dicomPort);
        HttpPort = FreePort.Next();
        Http = new HttpClient { BaseAddress = new Uri($"http://127.0.0.1:{HttpPort}/"), Timeout = TimeSpan.FromMinutes(1) };
    }

    public IPEndPoint DicomEndPoint { get; }

    public int HttpPort { get; }

    public HttpClient Http { get; }

    public int ProcessId => _process!.Id;

    public string DataFolder => _folder.Combine("data");

    public string Log => _process?.Log ?? "";

    /// <param name="dicomPort">Its port, which its peers had to know before.</param>
    /// <param name="peers">Who may send to it, and who gets its results.</param>
    /// <param name="model">Model to run on every CT series; none when null.</param>
    /// <param name="environment">Variables to add to ours.</param>
    /// <param name="cancellationToken">Ends the wait for its readiness.</param>
    public static async Task<NodeProcess> StartAsync(
        int dicomPort, IReadOnlyList<NodePeer> peers, string? model, IReadOnlyDictionary<string, string>? environment = null, CancellationToken cancellationToken = default)
    {
        NodeProcess node = new(dicomPort);
        try
        {
            await File.WriteAllTextAsync(node.ConfigurationFile, node.Configuration(peers, model), cancellationToken);
            await node.LaunchAsync(environment, cancellationToken);
            return node;
        }
        catch
        {
            await node.DisposeAsync();
            throw;
        }
    }

    /// <summary>The same configuration and data in a new process; the old one has ended or been killed.</summary>
    public async Task RestartAsync(IReadOnlyDictionary<string, string>? environment = null, CancellationToken cancellationToken = default)
    {
        await _process!.DisposeAsync();
        await LaunchAsync(environment, cancellationToken);
    }

    public bool HasExited => _process!.HasExited;

    public Task KillAsync() => _process!.KillAsync();

    /// <summary>A JSON answer of its API, or null where it answers 404.</summary>
    public async Task<JsonNode?> FindAsync(string path, CancellationToken cancellationToken = default)
    {
        using HttpResponseMessage answer = await Http.GetAsync(new Uri(path, UriKind.Relative), cancellationToken);
        if (answer.StatusCode == HttpStatusCode.NotFound) { return null; }
        answer.EnsureSuccessStatusCode();
        return await answer.Content.ReadFromJsonAsync<JsonNode>(cancellationToken);
    }

    /// <summary>Ends it as systemd does (SIGTERM).</summary>
    /// <returns>Its exit code.</returns>
    public async Task<int> StopAsync(CancellationToken cancellationToken = default)
    {
        await _process!.TerminateAsync();
        return await _process.WaitForExitAsync(s_longestStop, cancellationToken);
    }

    public async ValueTask DisposeAsync()
    {
        if (_process is not null) { await _process.DisposeAsync(); }
        Http.Dispose();
        _folder.Dispose();
    }

    private string ConfigurationFile => _folder.Combine("dicomnode.json");

    private async Task LaunchAsync(IReadOnlyDictionary<string, string>? environment, CancellationToken cancellationToken)
    {
        string program = Path.Combine(AppContext.BaseDirectory, "DicomNode.dll");
        _process = ExternalProcess.Start("dotnet", [program, "run", "--config", ConfigurationFile, "--data", DataFolder], _folder.Path, environment);
        await _process.WaitUntilReadyAsync(IsReadyAsync, TimeSpan.FromSeconds(60), cancellationToken);
    }

    private string Configuration(IReadOnlyList<NodePeer> peers, string? model)
    {
        object route = new { When = new { Modality = "CT" }, Model = model, Outputs = new[] { "SEG", "RTSTRUCT" }, SendTo = peers.Where(peer => peer.GetsResults).Select(peer => peer.Name) };
        return JsonSerializer.Serialize(new
        {
            Listener = new { AeTitle, DicomEndPoint.Port },
            Peers = peers.Select(peer => new { peer.Name, peer.AeTitle, Host = "127.0.0.1", peer.Port, peer.Proof }),
            Http = new { Urls = $"http://127.0.0.1:{HttpPort}" },
            Data = new { ReserveGiB = 0 },
            Assembling = new { QuietPeriod = "00:00:03" },
            Routes = model is null ? [] : new[] { route },
        });
    }

    private async Task<bool> IsReadyAsync(CancellationToken cancellationToken)
    {
        try
        {
            using HttpResponseMessage answer = await Http.GetAsync(new Uri("health/ready", UriKind.Relative), cancellationToken);
            return answer.IsSuccessStatusCode;
        }
        catch (HttpRequestException)
        {
            return false; // not listening yet
        }
    }
}
