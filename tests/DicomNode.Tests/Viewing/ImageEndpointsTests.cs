using System.Net;
using System.Runtime.InteropServices;
using System.Text.Json.Nodes;
using DicomNode.Dicom.Dictionary;
using DicomNode.DicomNode.Tests.Hosting;
using DicomNode.Segmentation.Volumes;
using DicomNode.Testing;
using Xunit;

namespace DicomNode.Tests.Viewing;

public sealed class ImageEndpointsTests(ViewedNode viewed) : IClassFixture<ViewedNode>
{
    private string Uid => viewed.Series.SeriesInstanceUid;

    [Fact]
    public async Task An_image_says_where_its_slices_lie_and_which_structures_were_found()
    {
        JsonNode image = await viewed.GetAsync($"series/{Uid}/image");

        Assert.Equal((64, 64, 20), ((int)image["columns"]!, (int)image["rows"]!, (int)image["slices"]!));
        Assert.Equal(("CT", "HU", false), ((string?)image["modality"], (string?)image["unit"], (bool)image["isInverted"]!));
        JsonNode plane = image["plane"]!;
        Assert.Equal(("axial", 0.0, 5.0), ((string?)plane["name"], (double)plane["obliqueDegrees"]!, (double)plane["sliceStepMm"]!));
        Assert.Equal(["R", "L", "A", "P"], ((string[])["left", "right", "top", "bottom"]).Select(e => (string?)plane["edges"]![e]));
        Assert.Equal([-157.5, -157.5, 15], plane["positions"]![3]!.AsArray().Select(n => (double)n!));
        Assert.Equal([5, 0, 0], plane["columnStep"]!.AsArray().Select(n => (double)n!));
        Assert.Equal(("Soft tissue", 40, 400), ((string?)image["windows"]![0]!["name"], (int)image["windows"]![0]!["center"]!, (int)image["windows"]![0]!["width"]!));
        Assert.Null(image["problem"]);
        Assert.Single(image["volumes"]!.AsArray());
        JsonArray results = image["results"]!.AsArray();
        Assert.Equal(["RTSTRUCT", "SEG"], results.Select(r => (string)r!["kind"]!).Order());
        Assert.All(results, r => Assert.Equal(
            results[0]!["structures"]!.AsArray().Select(s => (string?)s!["name"]), r!["structures"]!.AsArray().Select(s => (string?)s!["name"])));
        Assert.All(results.SelectMany(r => r!["structures"]!.AsArray()), s => Assert.Equal(3, s!["color"]!.AsArray().Count));
        Assert.Equal(results[0]!["structures"]!.ToJsonString(), results[1]!["structures"]!.ToJsonString()); // CIELab there, RGB here: one colour
    }

    [Fact]
    public async Task A_slice_has_the_values_that_the_file_has_after_its_rescale()
    {
        foreach (int z in (int[])[0, 7, 19])
        {
            using HttpResponseMessage answer = await viewed.Node.Http.GetAsync(new Uri($"/api/v1/series/{Uid}/slices/{z}", UriKind.Relative));
            Assert.Equal("int16", answer.Headers.GetValues("Slice-Type").Single());
            Assert.Equal("1 -1024", answer.Headers.GetValues("Slice-Rescale").Single());
            Assert.Equal(("64", "64"), (answer.Headers.GetValues("Slice-Columns").Single(), answer.Headers.GetValues("Slice-Rows").Single()));
            byte[] bytes = await answer.Content.ReadAsByteArrayAsync();
            ushort[] stored = MemoryMarshal.Cast<byte, ushort>(viewed.Series.Slice(z).GetBytes(Tags.PixelData).Span).ToArray();
            Assert.Equal(stored.Select(v => (short)(v - 1024)), MemoryMarshal.Cast<byte, short>(bytes).ToArray());
        }
    }

    [Fact]
    public async Task A_slice_is_compressed_for_who_asks_and_not_sent_twice()
    {
        Uri slice = new($"/api/v1/series/{Uid}/slices/5", UriKind.Relative);
        byte[] plain = await viewed.Node.Http.GetByteArrayAsync(slice);
        using HttpRequestMessage asking = new(HttpMethod.Get, slice) { Headers = { { "Accept-Encoding", "gzip, br" } } };
        using HttpResponseMessage compressed = await viewed.Node.Http.SendAsync(asking);
        byte[] gzip = await compressed.Content.ReadAsByteArrayAsync();

        Assert.Equal("gzip", Assert.Single(compressed.Content.Headers.ContentEncoding));
        Assert.Equal(plain, ViewedNode.Unzip(gzip));
        Assert.True(gzip.Length < plain.Length);
        Assert.Equal("no-cache, private", string.Join(", ", compressed.Headers.CacheControl!.ToString().Split(", ").Order()));

        using HttpRequestMessage again = new(HttpMethod.Get, slice) { Headers = { { "If-None-Match", compressed.Headers.ETag!.ToString() } } };
        using HttpResponseMessage known = await viewed.Node.Http.SendAsync(again);
        Assert.Equal((HttpStatusCode.NotModified, 0), (known.StatusCode, (await known.Content.ReadAsByteArrayAsync()).Length));
        using HttpRequestMessage other = new(HttpMethod.Get, new Uri($"/api/v1/series/{Uid}/slices/6", UriKind.Relative)) { Headers = { { "If-None-Match", compressed.Headers.ETag!.ToString() } } };
        using HttpResponseMessage fresh = await viewed.Node.Http.SendAsync(other);
        Assert.Equal(HttpStatusCode.OK, fresh.StatusCode);
    }

    [Fact]
    public async Task The_volume_is_the_one_that_is_segmented()
    {
        using TempFolder folder = new();
        IReadOnlyList<string> files = viewed.Series.WriteTo(folder.Path);
        StackVerdict verdict = SliceStack.Examine([.. files.SelectMany(SeriesVolumeBuilder.ReadFacts)]);
        Volume<float> expected = SeriesVolumeBuilder.Build(files, verdict, CancellationToken.None);

        Volume<float> got = await viewed.NiftiAsync($"series/{Uid}/volume.nii.gz");

        Assert.Equal((expected.Shape, expected.Geometry), (got.Shape, got.Geometry));
        Assert.Equal(expected.Values.ToArray(), got.Values.ToArray());

        Volume<float> coarse = await viewed.NiftiAsync($"series/{Uid}/volume.nii.gz?max=16");
        Assert.Equal(new VolumeShape(10, 16, 16), coarse.Shape);
        Assert.Equal(expected.Geometry.ToPatient(0.5, 1.5, 1.5), coarse.Geometry.Origin);
        Assert.Equal((10, 20, 20), coarse.Geometry.SpacingMm);
        double mean = Enumerable.Range(0, 2).SelectMany(z => Enumerable.Range(0, 4).SelectMany(y => Enumerable.Range(0, 4).Select(x => (double)expected.Slice(6 + z)[((20 + y) * 64) + 28 + x]))).Average();
        Assert.InRange(coarse.Slice(3)[(5 * 16) + 7], mean - 0.51, mean + 0.51);
    }

    [Theory]
    [InlineData("series/1.2.3/image")]
    [InlineData("series/1.2.3/slices/0")]
    [InlineData("series/..%2F..%2Fnode.db/image")]
    [InlineData("series/%2e%2e%2f%2e%2e%2fetc%2fpasswd/header")]
    [InlineData("series/'%20OR%201=1--/slices/0")]
    [InlineData("results/..%2F..%2Fnode.db/contours?z=0")]
    [InlineData("results/1.2.3/labels.nii.gz")]
    [InlineData("results/%3Cscript%3E/structures")]
    [InlineData("series/{uid}/slices/20")]
    [InlineData("series/{uid}/slices/-1")]
    [InlineData("series/{uid}/image?volume=1")]
    [InlineData("series/{uid}/image?volume=-1")]
    [InlineData("results/{seg}/contours?z=20")]
    [InlineData("results/{seg}/contours?z=-1")]
    [InlineData("results/{seg}/labels.nii.gz?layer=9")]
    [InlineData("results/{seg}/labels.nii.gz?layer=-1")]
    public async Task What_is_not_here_is_not_found(string path) => Assert.Equal(HttpStatusCode.NotFound, await viewed.StatusAsync(Filled(path)));

    [Theory]
    [InlineData("series/1.2.3%00/volume.nii.gz")]
    [InlineData("series/{uid}/slices/first")]
    [InlineData("series/{uid}/slices/99999999999999999999")]
    [InlineData("series/{uid}/slices/1e3")]
    [InlineData("series/{uid}/slices/0?volume=x")]
    [InlineData("series/{uid}/volume.nii.gz?max=1")]
    [InlineData("series/{uid}/volume.nii.gz?max=-5")]
    [InlineData("results/{seg}/contours")]
    [InlineData("results/{seg}/contours?z=1;2")]
    [InlineData("results/{seg}/labels.nii.gz?max=0")]
    public async Task What_makes_no_sense_is_refused(string path) => Assert.Equal(HttpStatusCode.BadRequest, await viewed.StatusAsync(Filled(path)));

    [Fact]
    public async Task A_series_that_grows_gets_new_answers()
    {
        using TempFolder folder = new();
        await using CollectingArchive archive = new();
        await using RunningNode node = await RunningNode.StartAsync(folder, archive.Port, o => (o.Assembling.QuietPeriod, o.Assembling.SettlePeriod) = (TimeSpan.FromHours(1), TimeSpan.FromHours(1)));
        MadeSeries series = new() { Slices = 20, Seed = 9 };
        await SendAsync(4, 8);
        JsonNode few = await ViewedNode.GetAsync(node, $"series/{series.SeriesInstanceUid}/image");
        byte[] first = await node.Http.GetByteArrayAsync(new Uri($"/api/v1/series/{series.SeriesInstanceUid}/slices/0", UriKind.Relative));

        await SendAsync(0, 4);
        JsonNode more = await ViewedNode.GetAsync(node, $"series/{series.SeriesInstanceUid}/image");
        byte[] newFirst = await node.Http.GetByteArrayAsync(new Uri($"/api/v1/series/{series.SeriesInstanceUid}/slices/0", UriKind.Relative));

        Assert.Equal((4, 8), ((int)few["slices"]!, (int)more["slices"]!));
        Assert.Equal((20.0, 0.0), ((double)few["plane"]!["positions"]![0]![2]!, (double)more["plane"]!["positions"]![0]![2]!));
        Assert.NotEqual(first, newFirst);

        async Task SendAsync(int from, int end)
        {
            await node.SendAsync(Enumerable.Range(from, end - from).Select(series.Slice));
            await Eventually.TrueAsync(async () => (int?)(await node.FindAsync(series.SeriesInstanceUid))?["instances"] is int seen && seen % 4 == 0 && seen == (from == 0 ? 8 : 4), TimeSpan.FromMinutes(1));
        }
    }

    private string Filled(string path) => path.Replace("{uid}", Uid, StringComparison.Ordinal).Replace("{seg}", viewed.ResultOf("SEG"), StringComparison.Ordinal);
}
