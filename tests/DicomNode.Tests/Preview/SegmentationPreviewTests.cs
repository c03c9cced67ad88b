using DicomNode.Dicom.Iod;
using DicomNode.Preview;
using DicomNode.Segmentation.Volumes;
using Xunit;

namespace DicomNode.Tests.Preview;

public class SegmentationPreviewTests
{
    private static readonly RgbColor s_red = new(255, 0, 0);

    [Fact]
    public void A_structure_has_an_edge_in_its_colour_and_a_tint_inside()
    {
        Volume<float> image = Image();
        byte[] mask = new byte[image.Shape.Length];
        for (int y = 1; y <= 3; y++)
        {
            for (int x = 1; x <= 3; x++)
            {
                mask[image.Shape.SliceLength + (y * 5) + x] = 1; // on the slice in the middle
            }
        }

        RgbImage drawn = SegmentationPreview.Draw(image, [new("Block", s_red, mask)], PreviewPlane.Slice, 1, centre: 0, width: 200);
        Assert.Equal((5, 5), (drawn.Width, drawn.Height));
        Assert.Equal(s_red, drawn[1, 1]);
        Assert.Equal(new RgbColor(160, 96, 96), drawn[2, 2]); // a quarter of red over gray 128
        Assert.Equal(new RgbColor(128, 128, 128), drawn[0, 0]);
    }

    [Fact]
    public void A_cut_across_slices_has_square_pixels_and_the_head_at_the_top()
    {
        Volume<float> image = Image();
        image.Slice(2).Fill(100);
        RgbImage drawn = SegmentationPreview.Draw(image, [], PreviewPlane.Row, 1, centre: 0, width: 200);
        Assert.Equal((5, 9), (drawn.Width, drawn.Height)); // 3 slices of 3 mm, pixels of 1 mm
        Assert.Equal(255, drawn[0, 0].Red);
        Assert.Equal(128, drawn[0, 8].Red);
    }

    [Fact]
    public void Planes_are_taken_where_structures_are_and_an_outline_has_no_tint()
    {
        Volume<float> image = Image();
        byte[] mask = new byte[image.Shape.Length];
        mask.AsSpan(2 * image.Shape.SliceLength, image.Shape.SliceLength).Fill(1); // all of the last slice
        RgbImage drawn = SegmentationPreview.Draw(image, [new("Block", s_red, mask) { IsOutline = true }], PreviewPlane.Slice, 4, centre: 0, width: 200);
        Assert.Equal(5, drawn.Width); // one plane, not four
        Assert.Equal(s_red, drawn[0, 0]);
        Assert.Equal(new RgbColor(128, 128, 128), drawn[2, 2]);
    }

    private static Volume<float> Image() => new(new float[75], new VolumeShape(3, 5, 5), new Geometry(new(0, 0, 0), new(1, 0, 0), new(0, 1, 0), new(0, 0, 3)));
}
