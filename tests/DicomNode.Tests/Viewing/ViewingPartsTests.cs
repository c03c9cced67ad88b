using System.Runtime.InteropServices;
using DicomNode.Dicom.Data;
using DicomNode.Dicom.Dictionary;
using DicomNode.Segmentation.Kernels;
using DicomNode.Segmentation.Volumes;
using DicomNode.Viewing;
using Xunit;

namespace DicomNode.Tests.Viewing;

public class ViewingPartsTests
{
    private static readonly Geometry s_geometry = new(new(1, 2, 3), new(1, 0, 0), new(0, 2, 0), new(0, 0, 3));

    [Fact]
    public void What_was_not_asked_for_longest_goes_first_and_all_of_it_stays_within_its_limit()
    {
        RecentlyUsed<string, int> kept = new(10, v => v);
        kept.Set("a", 4);
        kept.Set("b", 4);
        Assert.True(kept.TryGet("a", out _));
        kept.Set("c", 3);
        Assert.False(kept.TryGet("b", out _));
        Assert.True(kept.TryGet("a", out int a) && a == 4);
        kept.Set("d", 11); // more than all
        Assert.False(kept.TryGet("d", out _));
        kept.Set("a", 7);
        Assert.Equal(10, kept.Total);
        Assert.True(kept.TryGet("c", out _));
    }

    [Theory]
    [InlineData(new float[] { 0, -1024, 3071, short.MinValue, short.MaxValue }, "int16")]
    [InlineData(new float[] { 0, 0.5f }, "float32")]
    [InlineData(new float[] { 0, 32768 }, "float32")]
    [InlineData(new float[] { 0, -32769 }, "float32")]
    [InlineData(new float[] { float.NaN }, "float32")]
    [InlineData(new float[] { float.PositiveInfinity }, "float32")]
    public void Values_are_sent_as_whole_numbers_where_that_loses_nothing(float[] values, string type)
    {
        EncodedSlice slice = EncodedSlice.Encode(values);
        Assert.Equal(type, slice.SampleType);
        Assert.Equal(values, type == "int16" ? MemoryMarshal.Cast<byte, short>(slice.Plain()).ToArray().Select(v => (float)v) : MemoryMarshal.Cast<byte, float>(slice.Plain()).ToArray());
    }

    [Fact]
    public void A_keyhole_becomes_an_outline_and_a_hole()
    {
        byte[] mask = new byte[9 * 9];
        for (int i = 0; i < mask.Length; i++)
        {
            (int row, int column) = (i / 9, i % 9);
            mask[i] = (byte)(row is > 0 and < 8 && column is > 0 and < 8 && !(row == 3 && column is 3 or 5) && !(row == 5 && column == 3) ? 1 : 0);
        }

        PixelPoint[] keyholed = Assert.Single(Contours.Trace(mask, 9, 9));
        IReadOnlyList<PixelPoint[]> lines = KeyholeCut.Run(keyholed);

        Assert.True(lines.Count > 1);
        Assert.Equal(mask, EvenOdd.Fill(lines, 9, 9));
        Assert.Equal(mask.Sum(m => m), lines.Sum(EvenOdd.Area));
        Assert.Equal(Contours.Outlines(mask, 9, 9).Select(Length).Sum(), lines.Select(Length).Sum()); // no line that is walked there and back
    }

    [Theory]
    [MemberData(nameof(Seeds))]
    public void Outlines_and_contours_without_their_channels_are_the_same_length_on_any_mask(int seed)
    {
        Random random = new(seed);
        int rows = random.Next(1, 30), columns = random.Next(1, 30);
        byte[] mask = [.. Enumerable.Range(0, rows * columns).Select(_ => (byte)(random.Next(10) < 6 ? 1 : 0))];

        IReadOnlyList<PixelPoint[]> outlines = Contours.Outlines(mask, rows, columns);
        PixelPoint[][] cut = [.. Contours.Trace(mask, rows, columns).SelectMany(KeyholeCut.Run)];

        Assert.Equal(mask, EvenOdd.Fill(outlines, rows, columns));
        Assert.Equal(mask, EvenOdd.Fill(cut, rows, columns));
        Assert.Equal(mask.Sum(m => m), outlines.Sum(EvenOdd.Area));
        Assert.Equal(outlines.Sum(Length), cut.Sum(Length));
    }

    public static TheoryData<int> Seeds => [.. Enumerable.Range(0, 30)];

    [Fact]
    public void A_coarse_grid_lies_where_its_blocks_lie()
    {
        CoarseGrid grid = CoarseGrid.Of(new(5, 4, 9), s_geometry, 4);
        Assert.Equal((new VolumeShape(2, 1, 3), new VolumeShape(3, 4, 3)), (grid.Block, grid.Shape));
        Assert.Equal(new Vector3D(1 + 1, 2, 3 + 1.5), grid.Geometry.Origin);
        Assert.Equal((6, 2, 3), grid.Geometry.SpacingMm);
        Assert.Equal((4, 5), grid.SlicesOf(2)); // the last one is cut
        Assert.Equal(s_geometry, CoarseGrid.Of(new(5, 4, 9), s_geometry, null).Geometry);
    }

    [Fact]
    public void A_block_has_the_label_that_most_of_its_voxels_have()
    {
        CoarseGrid grid = CoarseGrid.Of(new(2, 2, 5), s_geometry, 3); // blocks of 1 slice, 1 row, 2 columns
        ushort[] labels = new ushort[6];
        new BlockLabels(grid).Read([0, 7, 2, 1, 3, 0, 0, 5, 5, 0], 1, labels);
        Assert.Equal([7, 1, 3, 0, 5, 0], labels);
    }

    [Fact]
    public void Windows_of_the_image_come_first_and_those_that_the_standard_forbids_not_at_all()
    {
        DataSet header = new DataSet().SetString(Tags.Modality, "CT").SetNumber(Tags.WindowCenter, 50, -500, 3).SetNumber(Tags.WindowWidth, 350, 0.5, 80)
            .SetString(Tags.WindowCenterWidthExplanation, "ABDOMEN", "", "BRAIN");
        IReadOnlyList<DisplayWindow> windows = DisplayWindow.Of(header);
        Assert.Equal([new("ABDOMEN", 50, 350, "LINEAR"), new("BRAIN", 3, 80, "LINEAR")], windows.Take(2));
        Assert.Contains(new("Lung", -600, 1500, "LINEAR"), windows);
        Assert.Equal(new("Image", -500, 0.5, "LINEAR_EXACT"), Assert.Single(DisplayWindow.Of(new DataSet().SetString(Tags.Modality, "MR").SetNumber(Tags.WindowCenter, -500).SetNumber(Tags.WindowWidth, 0.5)
            .SetString(Tags.VoilutFunction, "LINEAR_EXACT"))));
        Assert.Empty(DisplayWindow.Of(new DataSet().SetString(Tags.Modality, "MR")));
    }

    private static double Length(PixelPoint[] line) => Enumerable.Range(0, line.Length)
        .Sum(i => Math.Abs(line[i].Column - line[(i + 1) % line.Length].Column) + Math.Abs(line[i].Row - line[(i + 1) % line.Length].Row));
}
