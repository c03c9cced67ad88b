using System.Text.Json;
using DicomNode.Configuration;
using DicomNode.Dicom.Network;
using DicomNode.Hosting;

namespace DicomNode.Demo;

/// <summary>A node for one demonstration: on loopback, free ports, a data folder of its own, the built-in model for every CT, results to the archive.</summary>
internal sealed class DemoNode : IAsyncDisposable
{
    private readonly NodeHost _host;
    private readonly string _aeTitle;
    private HttpClient? _http;

    private DemoNode(NodeHost host, string aeTitle) => (_host, _aeTitle) = (host, aeTitle);

    public PeerAddress Address => new(_aeTitle, "127.0.0.1", _host.DicomEndPoint.Port);

    public static async Task<DemoNode> StartAsync(DemoArchive archive, string dataFolder, CancellationToken cancellationToken)
    {
        NodeOptions options = new()
        {
            Listener = new() { Port = 0 },
            Http = new() { Urls = "http://127.0.0.1:0" },
            Data = new() { Root = dataFolder, ReserveGiB = 0 },
            Assembling = new() { QuietPeriod = TimeSpan.FromSeconds(1) },
            Models = new() { Folder = Path.Combine(AppContext.BaseDirectory, new ModelsOptions().Folder) },
            Peers = [new() { Name = "archive", AeTitle = DemoArchive.AeTitle, Host = "127.0.0.1", Port = archive.Port }],
            Routes = [new() { When = new() { Modality = "CT" }, Model = "ct-tissue", Outputs = [ResultOutput.Seg, ResultOutput.RtStruct, ResultOutput.Sr], SendTo = ["archive"] }],
        };
        DemoNode node = new(NodeHost.Create(options, logging: _ => { }), options.Listener.AeTitle);
        try
        {
            await node._host.StartAsync(cancellationToken);
            node._http = new HttpClient { BaseAddress = node._host.HttpAddress };
            return node;
        }
        catch
        {
            await node.DisposeAsync();
            throw;
        }
    }

    /// <summary>What the node's API says of a series.</summary>
    public async Task<DemoProgress> ShowAsync(string seriesInstanceUid, CancellationToken cancellationToken)
    {
        using HttpResponseMessage response = await _http!.GetAsync(new Uri($"/api/v1/series/{seriesInstanceUid}", UriKind.Relative), cancellationToken);
        if (!response.IsSuccessStatusCode)
        {
            return new("received", null, null);
        }

        using JsonDocument json = JsonDocument.Parse(await response.Content.ReadAsStringAsync(cancellationToken));
        JsonElement job = json.RootElement.GetProperty("jobs").EnumerateArray().LastOrDefault();
        string state = json.RootElement.GetProperty("state").GetString()!;
        string? reason = json.RootElement.GetProperty("reason").GetString();
        return job.ValueKind == JsonValueKind.Undefined
            ? new(state, reason, null)
            : new(job.GetProperty("state").GetString()!, job.GetProperty("reason").GetString(), Stages(job.GetProperty("secondsByStage")));
    }

    public async ValueTask DisposeAsync()
    {
        _http?.Dispose();
        await _host.StopAsync(CancellationToken.None);
        await _host.DisposeAsync();
    }

    private static Dictionary<string, double>? Stages(JsonElement seconds) => seconds.ValueKind == JsonValueKind.Object
        ? seconds.EnumerateObject().ToDictionary(p => p.Name, p => p.Value.GetDouble())
        : null;
}
