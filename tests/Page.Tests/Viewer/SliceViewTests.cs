using System.Buffers.Binary;
using DicomNode.Dicom.Data;
using DicomNode.Dicom.Dictionary;
using DicomNode.DicomNode.Tests.Hosting;
using DicomNode.Testing;
using Microsoft.Playwright;
using Xunit;
using static Microsoft.Playwright.Assertions;

namespace DicomNode.Page.Tests.Viewer;

/// <summary>Slices on the page: every pixel is what the standard makes of the value and the window.</summary>
[Collection(PageTests.Name)]
public sealed class SliceViewTests(Chromium chromium) : IAsyncLifetime
{
    private readonly TempFolder _folder = new();
    private readonly CollectingArchive _archive = new();
    private readonly DataSet[] _slices = [.. new SyntheticSeries("viewer") { Slices = 9, Content = (z, row, column) => (column / 16) + (row > 30 ? 1 : 0) + (z == 8 ? 1 : 0) }.DataSets()];
    private RunningNode _node = null!;

    public async Task InitializeAsync()
    {
        _node = await RunningNode.StartAsync(_folder, _archive.Port, o => o.Routes = []);
        await _node.SendAsync(_slices);
        await _node.WaitForAsync(Uid, "NotRouted");
    }

    public async Task DisposeAsync()
    {
        await _node.DisposeAsync();
        await _archive.DisposeAsync();
        _folder.Dispose();
    }

    private string Uid => _slices[0].GetString(Tags.SeriesInstanceUid)!;

    [Fact]
    public async Task The_slider_and_the_window_change_the_pixels_as_the_standard_says()
    {
        await using OperatorWindow window = await chromium.OpenAsync(_node.Http.BaseAddress!);
        ViewedSlice shown = await OpenAsync(window);
        await window.Page.GetByLabel("Smooth").UncheckAsync();

        await shown.ShowsAsync(4);
        await AssertPixelsAsync(shown, 4, 40, 400); // soft tissue: a CT that names no window
        await shown.Slider.FillAsync("8");
        await shown.ShowsAsync(8);
        await AssertPixelsAsync(shown, 8, 40, 400);
        await window.Page.GetByLabel("Preset").SelectOptionAsync(new SelectOptionValue { Label = "Bone (400 / 1800)" });
        await AssertPixelsAsync(shown, 8, 400, 1800);
        await window.Page.GetByLabel("Center").FillAsync("1020.5");
        await window.Page.GetByLabel("Width").FillAsync("63");
        await window.Page.GetByLabel("Width").PressAsync("Tab");
        await AssertPixelsAsync(shown, 8, 1020.5, 63);
        await window.Page.GetByLabel("Width").FillAsync("0"); // the standard knows none below 1
        await window.Page.GetByLabel("Width").PressAsync("Tab");
        await AssertPixelsAsync(shown, 8, 1020.5, 1);
    }

    [Fact]
    public async Task Keys_the_wheel_and_a_drag_do_what_they_say()
    {
        await using OperatorWindow window = await chromium.OpenAsync(_node.Http.BaseAddress!);
        ViewedSlice shown = await OpenAsync(window);
        await shown.Canvas.FocusAsync();
        foreach ((string key, int slice) in ((string, int)[])[("ArrowUp", 5), ("ArrowLeft", 4), ("End", 8), ("PageUp", 8), ("Home", 0), ("ArrowDown", 0), ("PageUp", 8)])
        {
            await shown.Canvas.PressAsync(key);
            await shown.ShowsAsync(slice);
            await Expect(shown.Slider).ToHaveValueAsync($"{slice}");
        }

        await Expect(shown.Canvas).ToHaveAttributeAsync("aria-label", "Slice 9 of 9, axial, z -9.0 mm");
        await Expect(shown.Slider).ToHaveAttributeAsync("aria-valuetext", "Slice 9 of 9, axial, z -9.0 mm");
        await shown.Canvas.HoverAsync();
        await window.Page.Mouse.WheelAsync(0, 120);
        await shown.ShowsAsync(6);
        LocatorBoundingBoxResult box = (await shown.Canvas.BoundingBoxAsync())!;
        (float x, float y) = (box.X + (box.Width / 2), box.Y + (box.Height / 2));
        await window.Page.Mouse.MoveAsync(x, y);
        await window.Page.Mouse.DownAsync();
        await window.Page.Mouse.MoveAsync(x + 30, y - 15);
        await window.Page.Mouse.UpAsync();
        await Expect(window.Page.GetByLabel("Width")).ToHaveValueAsync("440");
        await Expect(window.Page.GetByLabel("Center")).ToHaveValueAsync("20");
        await shown.ShowsAsync(6);
    }

    [Fact]
    public async Task The_value_and_the_place_under_the_pointer_are_those_of_the_file()
    {
        await using OperatorWindow window = await chromium.OpenAsync(_node.Http.BaseAddress!);
        ViewedSlice shown = await OpenAsync(window);
        await shown.ShowsAsync(4);
        (double x, double y) = await shown.PlaceAsync(10, 20);
        await shown.Canvas.HoverAsync(new() { Position = new() { X = (float)x, Y = (float)y } });

        // P = position + column * 1.75 + row * 2.25
        await Expect(window.Page.Locator(".readout")).ToHaveTextAsync($"column 10, row 20: {Value(4, 10, 20)} HU · LPS -73.0, -25.3, -21.0 mm");
        foreach ((string edge, string letter) in ((string, string)[])[("left", "R"), ("right", "L"), ("top", "A"), ("bottom", "P")])
        {
            await Expect(window.Page.Locator($".edge.{edge}")).ToHaveTextAsync(letter);
        }
    }

    [Fact]
    public async Task Magnified_and_moved_the_image_stays_under_the_pointer_and_comes_back()
    {
        await using OperatorWindow window = await chromium.OpenAsync(_node.Http.BaseAddress!, Look.Dark);
        ViewedSlice shown = await OpenAsync(window);
        await window.Page.GetByLabel("Smooth").UncheckAsync();
        (double x, double y) = await shown.PlaceAsync(40, 12);
        await shown.Canvas.HoverAsync(new() { Position = new() { X = (float)x, Y = (float)y } });
        ILocator readout = window.Page.Locator(".readout");
        string before = await readout.InnerTextAsync();
        await window.Page.Keyboard.DownAsync("Control");
        await window.Page.Mouse.WheelAsync(0, -400);
        await window.Page.Keyboard.UpAsync("Control");
        await shown.Canvas.HoverAsync(new() { Position = new() { X = (float)x, Y = (float)y + 1 } });
        Assert.StartsWith("column 40, row 12:", before, StringComparison.Ordinal);
        await Expect(readout).ToHaveTextAsync(before);

        await window.Button("Fit").ClickAsync();
        await AssertPixelsAsync(shown, 4, 40, 400);
    }

    private async Task<ViewedSlice> OpenAsync(OperatorWindow window)
    {
        await window.GoAsync($"series/{Uid}");
        window.Expect(ViewedSlice.Remarks);
        ViewedSlice shown = new(window, 64, 48, 1.75, 2.25);
        await Expect(shown.Canvas).ToBeVisibleAsync();
        await shown.Canvas.ScrollIntoViewIfNeededAsync();
        return shown;
    }

    private async Task AssertPixelsAsync(ViewedSlice shown, int z, double center, double width)
    {
        foreach ((int column, int row) in ((int, int)[])[(2, 2), (20, 5), (40, 12), (60, 31), (63, 47), (0, 40)])
        {
            int level = Level(Value(z, column, row), center, width);
            await Eventually.TrueAsync(
                async () => await shown.ColorAsync(column, row) == (level, level, level),
                TimeSpan.FromSeconds(10),
                () => $"slice {z}, column {column}, row {row}: {Value(z, column, row)} is not {level}");
        }
    }

    private int Value(int z, int column, int row) =>
        BinaryPrimitives.ReadInt16LittleEndian(_slices[z].GetBytes(Tags.PixelData).Span[(2 * ((row * 64) + column))..]) - 1024;

    /// <summary>PS3.3 §C.11.2.1.2.1, to 0…255.</summary>
    private static int Level(double x, double c, double w) =>
        x <= c - 0.5 - ((w - 1) / 2) ? 0 : x > c - 0.5 + ((w - 1) / 2) ? 255 : (int)Math.Floor((((x - (c - 0.5)) / (w - 1) + 0.5) * 255) + 0.5);
}
