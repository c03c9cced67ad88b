using System.Text.Json.Nodes;
using DicomNode.Testing;
using Xunit;

namespace DicomNode.Interop.Tests;

/// <summary>
/// One trip, as in a hospital: a CT series comes to Orthanc, its routing script sends it to the node, and the node stores its results
/// in the same study. The series is the real one of the shared data where that is there, otherwise one made by code.
/// </summary>
public sealed class OrthancRoundTrip : IAsyncLifetime
{
    private static readonly TimeSpan s_longest = TimeSpan.FromMinutes(5);

    private readonly TempFolder _folder = new();
    private OrthancPeer? _orthanc;
    private NodeProcess? _node;

    /// <summary>Folder of the source series.</summary>
    public string Source { get; private set; } = "";

    /// <summary>Modalities of the series that now stand in the study.</summary>
    public IReadOnlyList<string> Modalities { get; private set; } = [];

    /// <summary>The segmentation, as Orthanc gives it out.</summary>
    public string Segmentation => _folder.Combine("SEG.dcm");

    /// <summary>The structure set, as Orthanc gives it out.</summary>
    public string StructureSet => _folder.Combine("RTSTRUCT.dcm");

    /// <summary>What the node says of the series.</summary>
    public JsonNode Series { get; private set; } = null!;

    /// <summary>The series that the node has seen.</summary>
    public JsonArray AllSeries { get; private set; } = null!;

    public async Task InitializeAsync()
    {
        int nodePort = FreePort.Next();
        _orthanc = await OrthancPeer.StartAsync(new OrthancSettings
        {
            Modalities = [new OrthancModality("dicomnode", NodeProcess.AeTitle, "127.0.0.1", nodePort)],
            LuaScripts = [Checkout.Find("deploy/orthanc/route-to-dicomnode.lua")],
        });
        _node = await NodeProcess.StartAsync(nodePort, [new NodePeer("pacs", _orthanc.AeTitle, _orthanc.DicomEndPoint.Port)], "ct-tissue");

        Source = SharedData.Find("data/ct-abdomen-pelvis-gepet") ?? Made();
        foreach (string file in Directory.EnumerateFiles(Source)) { await _orthanc.UploadAsync(file); }
        await Eventually.TrueAsync(ResultsAreBackAsync, s_longest, () => $"The study has {string.Join(", ", Modalities)}.\n{_node.Log}");
        await Eventually.TrueAsync(DeliveriesAreRecordedAsync, TimeSpan.FromSeconds(30), () => $"{Series}\n{_node.Log}");
        await _orthanc.WaitUntilStableAsync(series: 3, TimeSpan.FromSeconds(60)); // now the script has seen the results too
        AllSeries = (await _node.FindAsync("api/v1/series"))!.AsArray();
    }

    public async Task DisposeAsync()
    {
        if (_node is not null) { await _node.DisposeAsync(); }
        if (_orthanc is not null) { await _orthanc.DisposeAsync(); }
        _folder.Dispose();
    }

    private string Made()
    {
        string folder = _folder.Folder("made");
        new MadeSeries { Slices = 40, Rows = 128, Columns = 128, PixelSpacingMm = 3 }.WriteTo(folder);
        return folder;
    }

    private async Task<bool> ResultsAreBackAsync()
    {
        List<JsonNode> series = [];
        foreach (JsonNode? id in (await _orthanc!.GetAsync("series")).AsArray()) { series.Add(await _orthanc.GetAsync($"series/{id}")); }
        Modalities = [.. series.Select(s => $"{s["MainDicomTags"]!["Modality"]}").Order(StringComparer.Ordinal)];
        foreach (JsonNode result in series.Where(s => $"{s["MainDicomTags"]!["Modality"]}" != "CT"))
        {
            await _orthanc.DownloadAsync($"{result["Instances"]![0]}", _folder.Combine($"{result["MainDicomTags"]!["Modality"]}.dcm"));
        }
        return File.Exists(Segmentation) && File.Exists(StructureSet);
    }

    private async Task<bool> DeliveriesAreRecordedAsync()
    {
        string? uid = (await _orthanc!.GetAsync("series?expand")).AsArray()
            .Where(s => $"{s!["MainDicomTags"]!["Modality"]}" == "CT").Select(s => $"{s!["MainDicomTags"]!["SeriesInstanceUID"]}").Single();
        Series = (await _node!.FindAsync($"api/v1/series/{uid}"))!;
        JsonArray deliveries = Series["deliveries"]!.AsArray();
        return deliveries.Count == 2 && deliveries.All(delivery => delivery!["deliveredAt"] is not null);
    }
}
