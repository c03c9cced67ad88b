using DicomNode.Segmentation.Kernels;
using DicomNode.Segmentation.Tests.Postprocessing;
using DicomNode.Segmentation.Volumes;
using Xunit;

namespace DicomNode.Segmentation.Tests.Kernels;

/// <summary>Rows of every length about the words that they are packed into, against the definition.</summary>
public class MorphologyTests
{
    private static readonly Geometry s_grid = new(default, new(0.5, 0, 0), new(0, 0.7, 0), new(0, 0, 1.1));

    public static IEnumerable<object[]> Widths => from width in new[] { 1, 2, 63, 64, 65, 127, 128, 130 } from planar in new[] { false, true } select new object[] { width, planar };

    [Theory]
    [MemberData(nameof(Widths))]
    public void Dilation_and_erosion_reach_across_words_and_stop_at_the_ends_of_rows(int width, bool planar)
    {
        VolumeShape shape = new(3, 4, width);
        Random random = new(width);
        bool[] sparse = [.. Enumerable.Range(0, shape.Length).Select(_ => random.Next(40) == 0)];
        bool[] dense = Array.ConvertAll(sparse, v => !v);
        Volume<ushort> on = new(new ushort[shape.Length], shape, s_grid);
        Ball ball = new(s_grid.SpacingMm, 1.5, planar); // 3 columns exactly, 2 rows, 1 slice

        Assert.Equal(Naive.Dilate(sparse, on, 1.5, planar), Unpacked(Morphology.Dilate(Packed(sparse, shape), ball, CancellationToken.None)));
        Assert.Equal(Naive.Erode(dense, on, 1.5, planar), Unpacked(Morphology.Erode(Packed(dense, shape), ball, CancellationToken.None)));
    }

    [Fact]
    public void A_run_sets_the_bits_of_its_columns_and_no_others()
    {
        foreach ((int start, int end) in from start in new[] { 0, 1, 63, 64, 65 } from end in new[] { 64, 65, 66, 127, 128, 129, 150 } where start < end select (start, end))
        {
            BitMask mask = new(new VolumeShape(1, 2, 150));
            mask.Add(1, start, end);
            Assert.Equal(Enumerable.Range(0, 300).Select(i => i >= 150 + start && i < 150 + end), Unpacked(mask));
        }
    }

    [Fact]
    public void What_is_within_the_radius_does_not_hang_on_rounding()
    {
        Ball ball = new((1, 1, 0.9765625), 3 * 0.9765625, isPlanar: true);
        Assert.Equal(3, ball.Reach(0)[0]);
        Assert.Equal(2, new Ball((1, 1, 0.9765625), (3 * 0.9765625) - 1e-3, isPlanar: true).Reach(0)[0]);
    }

    private static BitMask Packed(bool[] mask, VolumeShape shape)
    {
        bool[] table = new bool[ushort.MaxValue + 1];
        table[7] = true;
        return BitMask.Of(Array.ConvertAll(mask, v => v ? (ushort)7 : (ushort)3), shape, table, CancellationToken.None);
    }

    private static bool[] Unpacked(BitMask mask)
    {
        ushort[] labels = new ushort[mask.Shape.Length];
        mask.Write(labels, 1, isOver: null, CancellationToken.None);
        return Array.ConvertAll(labels, v => v == 1);
    }
}
