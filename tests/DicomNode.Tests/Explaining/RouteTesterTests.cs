using System.Net;
using System.Net.Http.Json;
using System.Text.Json.Nodes;
using DicomNode.Assembling;
using DicomNode.Configuration;
using DicomNode.Dicom.Data;
using DicomNode.Dicom.Dictionary;
using DicomNode.Dicom.Encoding;
using DicomNode.Dicom.Pixels;
using DicomNode.DicomNode.Tests.Hosting;
using DicomNode.Explaining;
using DicomNode.Segmenting;
using DicomNode.Storage.Rows;
using DicomNode.Testing;
using Xunit;
using RouteOptions = DicomNode.Configuration.RouteOptions;

namespace DicomNode.Tests.Explaining;

public sealed class RouteTesterTests : IDisposable
{
    private readonly TempFolder _folder = new();

    [Fact]
    public async Task A_series_that_matches_is_followed_to_its_job_its_results_and_the_gate()
    {
        RouteTest test = await TestAsync(Options(new RouteOptions() { When = new() { Modality = "CT" }, Model = "ct-tissue", SendTo = ["pacs"], Priority = 7 }), Series());
        RouteVerdict route = Assert.Single(test.Routes);
        Assert.True(route.Matches);
        Assert.Equal([new RouteCondition("Modality", "CT", "CT", true)], route.Conditions);
        Assert.Equal(
            "Matches. One job for ct-tissue 1.0.0. Results: SEG, RTSTRUCT to pacs. Held back for an operator: SidesSwapped. Flagged: ImplausibleVolume, Fragmented, UnfitSource. Priority 7.", route.Text);
        Assert.Equal("Taken by Routes:0 (ct-tissue). A volume of 64x64x24 voxels of 5 x 5 x 5 mm.", test.Text);
        Assert.Equal("CT", test.Elements["Modality"]);
        Assert.DoesNotContain("PatientName", test.Elements.Keys);
    }

    [Fact]
    public async Task With_no_match_the_nearest_route_is_named_with_what_it_lacks()
    {
        RouteTest test = await TestAsync(
            Options(
                new() { When = new() { Modality = "MR", BodyPartExamined = "HEAD" }, Model = "a" },
                new() { When = new() { Modality = "CT", SeriesDescription = "abd.*", CallingAeTitle = "CT1" }, Model = "b" },
                new() { When = new() { Modality = "CT", CallingAeTitle = "CT2" }, Model = "c" }),
            Series(d => d.SetString(Tags.SeriesDescription, "Thorax")), "CT1");
        Assert.DoesNotContain(true, test.Routes.Select(r => r.Matches));
        Assert.StartsWith("No route matches it: it is kept and not segmented. Nearest is Routes:1 (b), but SeriesDescription is \"Thorax\" and has to match \"abd.*\".", test.Text, StringComparison.Ordinal);
        Assert.Equal("Does not match: CallingAeTitle is \"CT1\" and has to be CT2.", test.Routes[2].Text);
    }

    [Fact]
    public async Task A_gap_and_a_tilt_are_told_as_the_node_would_decide_about_them()
    {
        NodeOptions options = Options(new RouteOptions() { Model = "ct-tissue" });
        Assert.Contains("The node waits Assembling:GapPeriod (00:02:00)", (await TestAsync(options, [.. Series().Where((_, z) => z != 10)])).Routes[0].Text, StringComparison.Ordinal);
        int slice = 0;
        RouteTest tilted = await TestAsync(options, Series(d => d.SetNumber(Tags.ImagePositionPatient, -160, -160 + (2.0 * slice), 5.0 * slice++)));
        Assert.Contains("Not segmented, the series is called incomplete: The slices are tilted", tilted.Routes[0].Text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Two_volumes_in_a_series_are_two_jobs()
    {
        DataSet[] second = [.. Series(d => d.SetNumber(Tags.AcquisitionNumber, 2).SetString(Tags.SopInstanceUid, d.GetString(Tags.SopInstanceUid) + "9"))];
        Assert.Contains("2 jobs for ct-tissue 1.0.0, one for each volume.", (await TestAsync(Options(new RouteOptions() { Model = "ct-tissue" }), [.. Series(), .. second])).Routes[0].Text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_model_that_is_not_there_blocks_and_one_that_takes_no_such_series_fails_by_name()
    {
        NodeOptions options = Options(new RouteOptions() { Model = "absent" }, new() { Model = "ct-tissue" });
        RouteTest test = await TestAsync(options, Series(d => d.SetString(Tags.Modality, "MR").SetString(Tags.SopClassUid, Uids.MrImageStorage)));
        Assert.Contains("Blocked: model absent cannot be used.", test.Routes[0].Text, StringComparison.Ordinal);
        Assert.Contains("It fails, because the series is not what ct-tissue takes", test.Routes[1].Text, StringComparison.Ordinal);
    }

    /// <summary>The tester and the node, over series that meet each case.</summary>
    [Fact]
    public async Task The_node_does_with_a_series_what_the_tester_says()
    {
        await using CollectingArchive archive = new();
        await using RunningNode node = await RunningNode.StartAsync(_folder, archive.Port, o => o.Routes =
        [
            new() { When = new() { Modality = "CT", CallingAeTitle = "SCANNER" }, Model = "ct-tissue", Outputs = [ResultOutput.Seg], SendTo = ["pacs"] },
            new() { When = new() { Modality = "MR" }, Model = "ct-tissue" },
        ]);
        await node.SendAsync(Series());
        string uid = new MadeSeries().SeriesInstanceUid;
        await Eventually.TrueAsync(async () => (await node.Http.GetFromJsonAsync<JsonNode>($"/api/v1/series/{uid}"))!["state"]!.ToString() == nameof(SeriesState.Done), TimeSpan.FromSeconds(60));

        JsonNode test = await PostAsync(node, new { seriesInstanceUid = uid });
        Assert.True((bool)test["routes"]![0]!["matches"]!);
        Assert.Equal(("CallingAeTitle", "SCANNER", true), ((string)test["routes"]![0]!["conditions"]![1]!["key"]!, (string)test["routes"]![0]!["conditions"]![1]!["found"]!, (bool)test["routes"]![0]!["conditions"]![1]!["holds"]!));
        Assert.Equal("SCANNER", (string)test["elements"]!["CallingAeTitle"]!);
        Assert.Contains("One job for ct-tissue", (string)test["routes"]![0]!["text"]!, StringComparison.Ordinal);
        Assert.Equal(Uids.SegmentationStorage, Assert.Single(archive.Received).Request.AffectedSopClassUid);

        Assert.True((bool)(await PostAsync(node, new { text = "Modality=MR" }))["routes"]![1]!["matches"]!);
        Assert.True((bool)(await PostAsync(node, JsonNode.Parse("""{ "dataSet": { "00080060": { "vr": "CS", "Value": [ "CT" ] } }, "callingAeTitle": "SCANNER" }""")!))["routes"]![0]!["matches"]!);
        Assert.Equal(HttpStatusCode.NotFound, (await node.Http.PostAsJsonAsync("/api/v1/routes/test", new { seriesInstanceUid = "1.2.3" })).StatusCode);
        Assert.Equal(HttpStatusCode.BadRequest, (await node.Http.PostAsJsonAsync("/api/v1/routes/test", new { })).StatusCode);
        Assert.Equal(HttpStatusCode.BadRequest, (await node.Http.PostAsJsonAsync("/api/v1/routes/test", new { text = "{" })).StatusCode);
    }

    public void Dispose() => _folder.Dispose();

    private static async Task<JsonNode> PostAsync(RunningNode node, object request)
    {
        using HttpResponseMessage answer = await node.Http.PostAsJsonAsync("/api/v1/routes/test", request);
        return (await answer.EnsureSuccessStatusCode().Content.ReadFromJsonAsync<JsonNode>())!;
    }

    private static DataSet[] Series(Action<DataSet>? change = null)
    {
        MadeSeries made = new();
        DataSet[] slices = [.. Enumerable.Range(0, made.Slices).Select(made.Slice)];
        Array.ForEach(slices, s => change?.Invoke(s));
        return slices;
    }

    private static NodeOptions Options(params RouteOptions[] routes) => new() { Peers = [new() { Name = "pacs", AeTitle = "ARCHIVE", Host = "127.0.0.1" }], Routes = routes };

    private Task<RouteTest> TestAsync(NodeOptions options, DataSet[] images, string? calling = null)
    {
        string[] files = [.. images.Select((image, i) => (Image: image, File: _folder.Combine($"{Guid.NewGuid():N}-{i:D4}.dcm"))).Select(i =>
        {
            Part10File.Write(i.File, i.Image, TransferSyntax.ExplicitVrLittleEndian);
            return i.File;
        })];
        ModelCatalog models = new(options);
        IReadOnlyList<ExaminedSeries> series = SeriesFolder.Read(files, new(calling, null), FrameDecoders.Managed, (file, problem) => Assert.Fail($"{file}: {problem}"), CancellationToken.None);
        RouteTester tester = new(options, new ImageJobs(options, models), models);
        return tester.TestAsync(Assert.Single(series), new(models, new FolderStudies(series, options, TimeProvider.System), options), CancellationToken.None);
    }
}
