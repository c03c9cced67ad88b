using System.Collections.Concurrent;
using System.Text.Json.Nodes;
using DicomNode.DicomNode.Tests.Hosting;
using DicomNode.Testing;
using Microsoft.Playwright;
using Xunit;
using static Microsoft.Playwright.Assertions;

namespace DicomNode.Page.Tests.Viewer;

/// <summary>Structures on slices and in three dimensions, of a series that the node segmented.</summary>
[Collection(PageTests.Name)]
public sealed class StructuresTests(Chromium chromium) : IAsyncLifetime
{
    private const int NearEnough = 60; // a line at the border of two pixels of the screen covers four fifths of each
    private readonly TempFolder _folder = new();
    private readonly CollectingArchive _archive = new();
    private readonly MadeSeries _series = new() { Slices = 20 };
    private RunningNode _node = null!;
    private string _segmentation = "";

    public async Task InitializeAsync()
    {
        _node = await RunningNode.StartAsync(_folder, _archive.Port);
        await _node.SendAsync(Enumerable.Range(0, _series.Slices).Select(_series.Slice));
        JsonNode done = await _node.WaitForAsync(_series.SeriesInstanceUid, "Done", "Failed");
        _segmentation = (string)done["results"]!.AsArray().Single(r => (string?)r!["kind"] == "SEG")!["sopInstanceUid"]!;
    }

    public async Task DisposeAsync()
    {
        await _node.DisposeAsync();
        await _archive.DisposeAsync();
        _folder.Dispose();
    }

    [Fact]
    public async Task An_outline_in_the_color_of_the_legend_runs_where_the_structure_ends_and_goes_when_it_is_hidden()
    {
        await using OperatorWindow window = await chromium.OpenAsync(_node.Http.BaseAddress!);
        ViewedSlice shown = await OpenAsync(window);
        JsonNode lung = await StructureAsync("Lung left");
        int[] color = [.. lung["color"]!.AsArray().Select(n => (int)n!)];
        await shown.ShowsAsync(10);
        await Expect(window.Page.GetByLabel("Structures of")).ToContainTextAsync("ct-tissue 1.0.0, SEG");
        await Expect(window.Page.Locator(".viewer-legend li").Filter(new() { HasText = "Lung left" })).ToContainTextAsync($"{(double)lung["volumeMl"]!:0} ml");

        await window.Page.GetByRole(AriaRole.Button, new() { Name = "None", Exact = true }).ClickAsync();
        await window.Page.GetByLabel("Lung left", new() { Exact = true }).CheckAsync();
        (double Column, double Row)[] edge = [.. Edge(await _node.Http.GetStringAsync(new Uri($"/api/v1/results/{_segmentation}/contours?z=10", UriKind.Relative)), (int)lung["number"]!)];
        foreach ((double column, double row) in edge.Take(6))
        {
            await Eventually.TrueAsync(async () => await shown.FarFromAsync(color, column, row) < NearEnough, TimeSpan.FromSeconds(10), () => $"no line at {column}, {row}");
        }

        Assert.True(await shown.FarFromAsync(color, 32, 2) > NearEnough); // far outside
        await window.Page.GetByLabel("Lung left", new() { Exact = true }).UncheckAsync();
        await Eventually.TrueAsync(async () => await shown.FarFromAsync(color, edge[0].Column, edge[0].Row) > NearEnough, TimeSpan.FromSeconds(10));

        await window.Page.GetByLabel("Bone", new() { Exact = true }).CheckAsync();
        await window.Page.GetByRole(AriaRole.Button, new() { Name = "Go to the slice where Bone is largest" }).ClickAsync();
        await shown.ShowsAsync((int)(await StructureAsync("Bone"))["largestSlice"]!);
    }

    [Fact]
    public async Task In_three_dimensions_something_is_drawn_under_the_policy_and_nothing_is_asked_of_others()
    {
        ConcurrentBag<string> asked = [];
        await using OperatorWindow window = await chromium.OpenAsync(_node.Http.BaseAddress!);
        window.Page.Request += (_, request) => asked.Add(request.Url);
        ViewedSlice shown = await OpenAsync(window);
        await shown.ShowsAsync(10);
        await window.Page.GetByRole(AriaRole.Tab, new() { Name = "Slices" }).FocusAsync();
        await window.Page.Keyboard.PressAsync("ArrowRight");

        ILocator stage = window.Page.Locator(".stage-3d[data-state=shown]");
        await Expect(stage).ToBeVisibleAsync(new() { Timeout = 90_000 });
        await Eventually.TrueAsync(async () => await LitAsync(window, stage) > 0.03, TimeSpan.FromSeconds(60), () => "the view is black");
        await Screenshots.KeepAsync(window, "series-3d");
        double whole = await LitAsync(window, stage);
        await window.Page.GetByRole(AriaRole.Slider, new() { Name = "Image" }).FillAsync("0");
        await window.Page.GetByRole(AriaRole.Button, new() { Name = "None", Exact = true }).ClickAsync();
        await Eventually.TrueAsync(async () => await LitAsync(window, stage) < whole / 2, TimeSpan.FromSeconds(60), () => "what is hidden is still shown");

        Assert.Contains(asked, url => url.Contains("volume.nii.gz", StringComparison.Ordinal));
        Assert.Contains(asked, url => url.Contains("labels.nii.gz", StringComparison.Ordinal));
        Assert.All(asked, url => Assert.True(url.StartsWith($"{_node.Http.BaseAddress}", StringComparison.Ordinal) || url.StartsWith("data:", StringComparison.Ordinal) || url.StartsWith("blob:", StringComparison.Ordinal), url));
    }

    [Fact]
    public async Task A_browser_without_WebGL_2_is_told_so_and_keeps_the_slices()
    {
        await using OperatorWindow window = await chromium.OpenAsync(_node.Http.BaseAddress!, Look.Phone);
        await window.Page.AddInitScriptAsync("""
            const getContext = HTMLCanvasElement.prototype.getContext;
            HTMLCanvasElement.prototype.getContext = function (kind, ...rest) { return kind === 'webgl2' ? null : getContext.call(this, kind, ...rest); };
            """);
        ViewedSlice shown = await OpenAsync(window);
        await window.Page.GetByRole(AriaRole.Tab, new() { Name = "3-D" }).ClickAsync();
        await Expect(window.Page.Locator(".stage-3d").GetByRole(AriaRole.Alert)).ToContainTextAsync("needs WebGL 2");
        await window.Page.GetByRole(AriaRole.Tab, new() { Name = "Slices" }).ClickAsync();
        await shown.ShowsAsync(10);
        Assert.True(await window.Page.EvaluateAsync<bool>("() => document.documentElement.scrollWidth <= innerWidth"), "the page is wider than the phone");
        await Screenshots.KeepAsync(window, "series-slices-phone");
    }

    private async Task<ViewedSlice> OpenAsync(OperatorWindow window)
    {
        await window.GoAsync($"series/{_series.SeriesInstanceUid}");
        window.Expect(ViewedSlice.Remarks);
        ViewedSlice shown = new(window, 64, 64, 5, 5);
        await Expect(shown.Canvas).ToBeVisibleAsync();
        await shown.Canvas.ScrollIntoViewIfNeededAsync();
        return shown;
    }

    private async Task<JsonNode> StructureAsync(string name) =>
        JsonNode.Parse(await _node.Http.GetStringAsync(new Uri($"/api/v1/results/{_segmentation}/structures", UriKind.Relative)))!["structures"]!.AsArray().Single(s => (string?)s!["name"] == name)!;

    /// <summary>The middles of the first long lines of an outline.</summary>
    private static IEnumerable<(double Column, double Row)> Edge(string contours, int number)
    {
        double[] line = [.. JsonNode.Parse(contours)!["structures"]!.AsArray().Single(s => (int)s!["number"]! == number)!["polygons"]![0]!.AsArray().Select(n => (double)n!)];
        for (int i = 0; i + 3 < line.Length; i += 2)
        {
            yield return ((line[i] + line[i + 2]) / 2, (line[i + 1] + line[i + 3]) / 2);
        }
    }

    /// <summary>The part of the picture that is not black.</summary>
    private static async Task<double> LitAsync(OperatorWindow window, ILocator stage)
    {
        string png = Convert.ToBase64String(await stage.ScreenshotAsync());
        return await window.Page.EvaluateAsync<double>("""
            async (png) => {
                const image = new Image();
                image.src = 'data:image/png;base64,' + png;
                await image.decode();
                const canvas = document.createElement('canvas');
                [canvas.width, canvas.height] = [image.width, image.height];
                const context = canvas.getContext('2d');
                context.drawImage(image, 0, 0);
                const { data } = context.getImageData(0, 0, canvas.width, canvas.height);
                let lit = 0;
                for (let i = 0; i < data.length; i += 4) { lit += Math.max(data[i], data[i + 1], data[i + 2]) > 40 ? 1 : 0; }
                return lit / (data.length / 4);
            }
            """, png);
    }
}
