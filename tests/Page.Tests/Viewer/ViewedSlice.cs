using Microsoft.Playwright;
using static Microsoft.Playwright.Assertions;

namespace DicomNode.Page.Tests.Viewer;

/// <summary>The slice that a window shows: its canvas, and what is drawn at a point of the image.</summary>
internal sealed class ViewedSlice(OperatorWindow window, int columns, int rows, double columnMm, double rowMm)
{
    /// <summary>What the browser remarks on tests that read pictures, and on drawing without a graphics processor.</summary>
    public const string Remarks = "Canvas2D: Multiple readback operations|GPU stall|GL Driver Message";

    public ILocator Canvas => window.Page.Locator("canvas.slice");

    public ILocator Slider => window.Page.GetByRole(AriaRole.Slider, new() { Name = "Slice" });

    /// <summary>Waits until this slice is drawn.</summary>
    public Task ShowsAsync(int z) => Expect(Canvas).ToHaveAttributeAsync("data-slice", $"{z}");

    /// <summary>Red, green and blue at a point of the image: whole numbers are the centres of pixels.</summary>
    public async Task<(int Red, int Green, int Blue)> ColorAsync(double column, double row)
    {
        (double x, double y) = await PlaceAsync(column, row);
        int[] color = await Canvas.EvaluateAsync<int[]>("(c, [x, y]) => [...c.getContext('2d').getImageData(Math.floor(x), Math.floor(y), 1, 1).data]", new[] { x, y });
        return (color[0], color[1], color[2]);
    }

    /// <summary>How far the nearest of the nine pixels of the canvas around a point of the image is from a color: a thin line is mixed with what lies beside it.</summary>
    public async Task<double> FarFromAsync(int[] color, double column, double row)
    {
        (double x, double y) = await PlaceAsync(column, row);
        return await Canvas.EvaluateAsync<double>(
            """
            (c, [x, y, ...color]) => {
                const { data } = c.getContext('2d').getImageData(Math.floor(x) - 1, Math.floor(y) - 1, 3, 3);
                const far = Array.from({ length: 9 }, (_, i) => Math.max(...color.map((n, channel) => Math.abs(n - data[4 * i + channel]))));
                return Math.min(...far);
            }
            """,
            new double[] { x, y, color[0], color[1], color[2] });
    }

    /// <summary>Where a point of the image is on the canvas, by what the page promises: as large as it fits, in the middle, in the proportions of millimetres.</summary>
    public async Task<(double X, double Y)> PlaceAsync(double column, double row)
    {
        int[] size = await Canvas.EvaluateAsync<int[]>("c => [c.width, c.height]");
        double scale = Math.Min(size[0] / (columns * columnMm), size[1] / (rows * rowMm));
        return (
            (size[0] / 2.0) + ((column + 0.5 - (columns / 2.0)) * columnMm * scale),
            (size[1] / 2.0) + ((row + 0.5 - (rows / 2.0)) * rowMm * scale));
    }
}
