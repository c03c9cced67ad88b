using DicomNode.Dicom.Iod;
using DicomNode.Preview;
using Xunit;

namespace DicomNode.Tests.Preview;

public class LegendPanelTests
{
    private static readonly RgbColor s_green = new(0, 200, 0);
    private static readonly LegendPanel s_panel = new(["Phantom", "phantom 1.0"], "NOT FOR DIAGNOSTIC USE");

    [Fact]
    public void A_legend_lies_beside_the_image_and_has_the_colours_of_the_structures()
    {
        RgbImage image = new(63, 40);
        image.Fill(0, 0, 63, 40, new(7, 7, 7));
        RgbImage page = s_panel.Beside(image, [new("Liver", s_green, 1234.5)], 1);

        Assert.Equal(0, page.Pixels.Length % 2);
        Assert.Equal(512, page.Height);
        Assert.Equal(new(7, 7, 7), page[62, 39]);
        Assert.Contains(s_green, Colours(page));
        Assert.Contains(new(255, 255, 0), Colours(page));
        Assert.DoesNotContain(s_green, Colours(s_panel.Beside(image, [], 1)));
    }

    [Fact]
    public void Images_of_a_series_are_of_one_size_and_a_long_legend_has_columns()
    {
        RgbImage image = new(64, 64);
        LegendLine[] many = [.. Enumerable.Range(1, 60).Select(i => new LegendLine($"A structure with a long name {i}", new((byte)i, 0, 0), i))];
        RgbImage few = s_panel.Beside(image, many[..1], 60), all = s_panel.Beside(image, many, 60);

        Assert.Equal((all.Width, all.Height), (few.Width, few.Height));
        Assert.Subset(Colours(all), many.Select(m => m.Color).ToHashSet());
    }

    private static HashSet<RgbColor> Colours(RgbImage image) =>
        [.. Enumerable.Range(0, image.Width * image.Height).Select(i => image[i % image.Width, i / image.Width])];
}
