using System.Net.Http.Json;
using System.Text.Json.Nodes;
using DicomNode.Configuration;
using DicomNode.Dicom.Data;
using DicomNode.Dicom.Dictionary;
using DicomNode.Dicom.Encoding;
using DicomNode.Dicom.Network;
using DicomNode.Hosting;
using DicomNode.Testing;
using Microsoft.Extensions.Logging;

namespace DicomNode.DicomNode.Tests.Hosting;

/// <summary>A node in this process, with a data folder that outlives it when asked to.</summary>
internal sealed class RunningNode : IAsyncDisposable
{
    private readonly NodeHost _host;

    private RunningNode(NodeHost host)
    {
        _host = host;
        Http = new HttpClient { BaseAddress = host.HttpAddress };
    }

    public HttpClient Http { get; }

    public IServiceProvider Services => _host.Services;

    public int DicomPort => _host.DicomEndPoint.Port;

    public static async Task<RunningNode> StartAsync(TempFolder folder, int archivePort, Action<NodeOptions>? change = null, TimeProvider? clock = null)
    {
        NodeOptions options = new()
        {
            Listener = new() { Port = 0 },
            Peers = [new() { Name = "pacs", AeTitle = "ARCHIVE", Host = "127.0.0.1", Port = archivePort }, new() { Name = "scanner", AeTitle = "SCANNER", Host = "127.0.0.1", Port = 1 }],
            Http = new() { Urls = "http://127.0.0.1:0" },
            Data = new() { Root = folder.Combine("data"), ReserveGiB = 0 },
            Retention = new() { MakeRoomBelowGiB = 0 },
            Assembling = new() { QuietPeriod = TimeSpan.FromSeconds(0.5), GapPeriod = TimeSpan.FromSeconds(2) },
            Routes = [new() { When = new() { Modality = "CT" }, Model = "ct-tissue", SendTo = ["pacs"] }],
            Delivery = new() { FirstRetryDelay = TimeSpan.FromSeconds(0.2), MaxRetryDelay = TimeSpan.FromSeconds(1) },
        };
        change?.Invoke(options);
        var host = NodeHost.Create(options, clock, logging: l => l.SetMinimumLevel(LogLevel.None));
        await host.StartAsync(CancellationToken.None);
        return new(host);
    }

    /// <summary>Sends instances as SCANNER, or as somebody else, over one association.</summary>
    public async Task<IReadOnlyList<DimseStatus>> SendAsync(IEnumerable<DataSet> instances, string callingAeTitle = "SCANNER", TransferSyntax? transferSyntax = null)
    {
        TransferSyntax syntax = transferSyntax ?? TransferSyntax.ExplicitVrLittleEndian;
        DataSet[] all = [.. instances];
        DicomClient client = new(new DicomClientOptions { AeTitle = callingAeTitle });
        await using ClientAssociation association = await client.RequestAsync(
            new("DICOMNODE", "127.0.0.1", DicomPort),
            ProposedContext.OnePerTransferSyntax(all.Select(i => i.GetString(Tags.SopClassUid)!), syntax.Uid),
            CancellationToken.None);
        List<DimseStatus> answers = [];
        foreach (DataSet instance in all)
        {
            using MemoryStream bytes = new(DataSetWriter.ToArray(instance, syntax));
            answers.Add((await association.StoreAsync(
                new(instance.GetString(Tags.SopClassUid)!, instance.GetString(Tags.SopInstanceUid)!, syntax.Uid, bytes), CancellationToken.None)).Status);
        }

        await association.ReleaseAsync(CancellationToken.None);
        return answers;
    }

    /// <summary>The same, and then the association breaks without a release.</summary>
    public async Task SendAndBreakAsync(IEnumerable<DataSet> instances, string callingAeTitle = "SCANNER")
    {
        TransferSyntax syntax = TransferSyntax.ExplicitVrLittleEndian;
        DataSet[] all = [.. instances];
        DicomClient client = new(new DicomClientOptions { AeTitle = callingAeTitle });
        await using ClientAssociation association = await client.RequestAsync(
            new("DICOMNODE", "127.0.0.1", DicomPort),
            ProposedContext.OnePerTransferSyntax(all.Select(i => i.GetString(Tags.SopClassUid)!), syntax.Uid),
            CancellationToken.None);
        foreach (DataSet instance in all)
        {
            using MemoryStream bytes = new(DataSetWriter.ToArray(instance, syntax));
            await association.StoreAsync(new(instance.GetString(Tags.SopClassUid)!, instance.GetString(Tags.SopInstanceUid)!, syntax.Uid, bytes), CancellationToken.None);
        }
    }

    /// <summary>Waits until the node says that it can work.</summary>
    public Task ReadyAsync() => Eventually.TrueAsync(
        async () =>
        {
            using HttpResponseMessage answer = await Http.GetAsync(new Uri("/health/ready", UriKind.Relative));
            return answer.IsSuccessStatusCode;
        },
        TimeSpan.FromSeconds(60));

    /// <summary>What the API says of a series; null while it knows none.</summary>
    public async Task<JsonNode?> FindAsync(string seriesInstanceUid)
    {
        using HttpResponseMessage response = await Http.GetAsync(new Uri($"/api/v1/series/{seriesInstanceUid}", UriKind.Relative));
        return response.IsSuccessStatusCode ? await response.Content.ReadFromJsonAsync<JsonNode>() : null;
    }

    /// <summary>Waits until the series is in one of these states, and gives what the API says of it.</summary>
    public async Task<JsonNode> WaitForAsync(string seriesInstanceUid, params string[] states)
    {
        JsonNode? seen = null;
        await Eventually.TrueAsync(
            async () =>
            {
                seen = await FindAsync(seriesInstanceUid);
                return states.Contains((string?)seen?["state"]);
            },
            TimeSpan.FromMinutes(2),
            () => seen?.ToJsonString() ?? "the API does not know the series");
        return seen!;
    }

    public async ValueTask DisposeAsync()
    {
        Http.Dispose();
        await _host.StopAsync(CancellationToken.None);
        await _host.DisposeAsync();
    }
}
