using System.Text.Json.Nodes;
using DicomNode.Dicom.Dictionary;
using DicomNode.Dicom.Encoding;
using DicomNode.Testing;
using Xunit;

namespace DicomNode.Interop.Tests;

/// <summary>deploy/orthanc/route-to-dicomnode.lua, run by a real Orthanc; storescp stands where the node would.</summary>
public sealed class OrthancRoutingTests : IAsyncLifetime
{
    private readonly StoreScpPeer _node = new() { AeTitle = "DICOMNODE" };
    private readonly TempFolder _folder = new();
    private OrthancPeer _orthanc = null!;

    public async Task InitializeAsync()
    {
        await _node.InitializeAsync();
        _orthanc = await OrthancPeer.StartAsync(new OrthancSettings
        {
            Modalities = [new OrthancModality("dicomnode", _node.AeTitle, "127.0.0.1", _node.EndPoint.Port)],
            LuaScripts = [Checkout.Find("deploy/orthanc/route-to-dicomnode.lua")],
        });
    }

    public async Task DisposeAsync()
    {
        await _orthanc.DisposeAsync();
        await _node.DisposeAsync();
        _folder.Dispose();
    }

    [Fact]
    public async Task Ct_and_mr_series_go_to_the_node_but_results_and_what_the_node_stored_do_not()
    {
        await StoreAsync(new MadeSeries { Seed = 1, Slices = 1, Modality = "SEG", SopClassUid = Uids.SegmentationStorage }, callingAeTitle: "SCANNER");
        await StoreAsync(new MadeSeries { Seed = 2, Slices = 1 }, callingAeTitle: "DICOMNODE");
        await _orthanc.WaitUntilStableAsync(series: 2, TimeSpan.FromSeconds(60));
        MadeSeries ct = new() { Seed = 3, Slices = 2 }, mr = new() { Seed = 4, Slices = 1, Modality = "MR", SopClassUid = Uids.MrImageStorage };
        await StoreAsync(ct, callingAeTitle: "SCANNER");
        await StoreAsync(mr, callingAeTitle: "SCANNER");

        // Orthanc runs its scripts one after the other, so what it wanted with the first two was decided before these arrive
        await Eventually.TrueAsync(() => _node.ReceivedFiles.Count >= 3, TimeSpan.FromSeconds(60), () => $"{_orthanc.Log}\n{_node.Log}");
        IEnumerable<string?> received = _node.ReceivedFiles.Select(file => Part10File.Read(file).DataSet.GetString(Tags.SeriesInstanceUid));
        Assert.Equal([ct.SeriesInstanceUid, ct.SeriesInstanceUid, mr.SeriesInstanceUid], received.Order(StringComparer.Ordinal));
    }

    [Fact]
    public async Task A_node_that_is_switched_off_leaves_a_failed_job_to_resubmit()
    {
        await _node.DisposeAsync();
        await StoreAsync(new MadeSeries { Slices = 1 }, callingAeTitle: "SCANNER");

        JsonNode? job = null;
        await Eventually.TrueAsync(
            async () => (job = (await _orthanc.GetAsync("jobs?expand")).AsArray().FirstOrDefault()) is JsonNode found && $"{found["State"]}" is "Failure",
            TimeSpan.FromSeconds(60), () => _orthanc.Log);
        Assert.Equal("DicomModalityStore", $"{job!["Type"]}");
    }

    private async Task StoreAsync(MadeSeries series, string callingAeTitle)
    {
        IReadOnlyList<string> files = series.WriteTo(_folder.Folder($"{series.Seed}"));
        await Dcmtk.RequireAsync("storescu", ["-R", "-aet", callingAeTitle, "-aec", _orthanc.AeTitle, "127.0.0.1", $"{_orthanc.DicomEndPoint.Port}", .. files]);
    }
}
