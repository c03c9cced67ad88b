using DicomNode.Segmentation.Pipeline;
using DicomNode.Segmentation.Postprocessing;
using DicomNode.Segmentation.Volumes;
using Xunit;

namespace DicomNode.Segmentation.Tests.Postprocessing;

/// <summary>Every step against its definition, computed the slow way on small random volumes.</summary>
public class PostprocessorTests
{
    private static readonly Geometry s_grid = new(new(-4, 0, 0), new(0.8, 0, 0), new(0, 0.9, 0), new(0, 0, 2));

    public static IEnumerable<object[]> Connectivities => from seed in new[] { 1, 2, 3 } from c in new[] { 6, 18, 26 } from planar in new[] { false, true } select new object[] { seed, c, planar };

    [Theory]
    [MemberData(nameof(Connectivities))]
    public void Only_the_largest_component_of_each_label_stays(int seed, int connectivity, bool planar)
    {
        Volume<ushort> volume = RandomLabels(seed, 3);
        ushort[] expected = [.. volume.Values.Span];
        foreach (ushort label in new ushort[] { 1, 2, 3 })
        {
            List<List<int>> parts = Naive.Components(volume, v => v == label, connectivity, planar);
            List<int> largest = parts.OrderByDescending(p => p.Count).ThenBy(p => p.Min()).First();
            parts.Where(p => p != largest).SelectMany(p => p).ToList().ForEach(i => expected[i] = 0);
        }

        Run(volume, new PostStep { Op = PostOp.LargestComponent, Connectivity = connectivity, Dimensions = planar ? 2 : 3 });

        Assert.Equal(expected, volume.Values.ToArray());
    }

    [Theory]
    [MemberData(nameof(Connectivities))]
    public void Small_components_of_several_labels_together_go(int seed, int connectivity, bool planar)
    {
        Volume<ushort> volume = RandomLabels(seed, 3);
        ushort[] expected = [.. volume.Values.Span];
        double voxelMl = 0.8 * 0.9 * 2 / 1000;
        Naive.Components(volume, v => v is 1 or 3, connectivity, planar).Where(p => p.Count < 5).SelectMany(p => p).ToList().ForEach(i => expected[i] = 0);

        Run(volume, new PostStep { Op = PostOp.RemoveSmall, Labels = [3, 1], Together = true, MinMl = 4.5 * voxelMl, Connectivity = connectivity, Dimensions = planar ? 2 : 3 });

        Assert.Equal(expected, volume.Values.ToArray());
    }

    [Theory]
    [MemberData(nameof(Connectivities))]
    public void What_the_border_cannot_reach_is_a_hole(int seed, int connectivity, bool planar)
    {
        Volume<ushort> volume = RandomLabels(seed, 2, background: 0.25);
        ushort[] expected = [.. volume.Values.Span];
        foreach (ushort label in new ushort[] { 1, 2 })
        {
            Volume<ushort> now = new(expected.ToArray(), volume.Shape, s_grid);
            Naive.Components(now, v => v != label, connectivity, planar).Where(p => !p.Any(i => Naive.IsBorder(i, volume.Shape, planar)))
                .SelectMany(p => p).ToList().ForEach(i => expected[i] = label);
        }

        Run(volume, new PostStep { Op = PostOp.FillHoles, Labels = [2, 1], Connectivity = connectivity, Dimensions = planar ? 2 : 3 });

        Assert.Equal(expected, volume.Values.ToArray());
    }

    public static IEnumerable<object[]> Planes => from seed in new[] { 1, 2, 3, 4 } from planar in new[] { false, true } select new object[] { seed, planar };

    [Theory]
    [MemberData(nameof(Planes))]
    public void Opening_keeps_what_a_ball_inside_the_label_covers(int seed, bool planar)
    {
        Volume<ushort> volume = RandomLabels(seed, 1, background: 0.1);
        bool[] opened = Naive.Dilate(Naive.Erode([.. volume.Values.ToArray().Select(v => v == 1)], volume, 1.3, planar), volume, 1.3, planar);

        Run(volume, new PostStep { Op = PostOp.Open, MarginMm = 1.3, Dimensions = planar ? 2 : 3 });

        Assert.Equal(opened, volume.Values.ToArray().Select(v => v == 1));
    }

    [Theory]
    [MemberData(nameof(Planes))]
    public void Closing_fills_background_and_the_labels_it_may_overwrite(int seed, bool planar)
    {
        Volume<ushort> volume = RandomLabels(seed, 3, background: 0.3);
        ushort[] before = volume.Values.ToArray();
        bool[] closed = Naive.Erode(Naive.Dilate([.. before.Select(v => v == 1)], volume, 1.3, planar), volume, 1.3, planar);

        Run(volume, new PostStep { Op = PostOp.Close, Labels = [1], Over = [3], MarginMm = 1.3, Dimensions = planar ? 2 : 3 });

        Assert.Equal(before.Select((v, i) => closed[i] && (v is 0 or 3) ? (ushort)1 : v), volume.Values.ToArray());
    }

    [Theory]
    [MemberData(nameof(Planes))]
    public void Dilating_and_eroding_follow_distances_in_mm(int seed, bool planar)
    {
        Volume<ushort> grown = RandomLabels(seed, 1, background: 0.97);
        ushort[] before = grown.Values.ToArray();
        Volume<ushort> shrunk = new(before.Select(v => (ushort)(1 - v)).ToArray(), grown.Shape, s_grid);
        bool[] expected = Naive.Dilate([.. before.Select(v => v == 1)], grown, 2.5, planar);

        Run(grown, new PostStep { Op = PostOp.Dilate, MarginMm = 2.5, Dimensions = planar ? 2 : 3 });
        Run(shrunk, new PostStep { Op = PostOp.Erode, MarginMm = 2.5, Dimensions = planar ? 2 : 3 });

        Assert.Equal(expected, grown.Values.ToArray().Select(v => v == 1));
        Assert.Equal(expected, shrunk.Values.ToArray().Select(v => v == 0));
    }

    [Fact]
    public void Keep_inside_of_a_filled_ring_keeps_what_the_ring_encloses()
    {
        Volume<ushort> volume = Parse("2......", ".11111.", ".1.2.1.", ".11111.", "......2");

        Run(volume, new PostStep { Op = PostOp.KeepInside, Labels = [2], Inside = [1], Filled = true, Dimensions = 2, Connectivity = 6 });

        Assert.Equal(Parse(".......", ".11111.", ".1.2.1.", ".11111.", ".......").Values.ToArray(), volume.Values.ToArray());
    }

    [Fact]
    public void Two_lungs_get_a_label_per_side_of_the_patient()
    {
        Volume<ushort> volume = Parse("999999999", "911999119", "911999119", "999999999");

        Run(volume, new PostStep { Op = PostOp.SplitLeftRight, Labels = [1], Left = 4, Right = 3 });

        Assert.Equal(Parse("999999999", "933999449", "933999449", "999999999").Values.ToArray(), volume.Values.ToArray()); // columns count towards +x: the patient's left
    }

    [Fact]
    public void Lungs_that_touch_are_cut_along_the_midline_and_a_lobe_across_it_is_not()
    {
        Volume<ushort> touching = Parse("999999999", "911111119", "911999119", "999999999");
        Volume<ushort> lobe = Parse("9999999999", "1111111199", "1111119999", "9999999999"); // 2 of 14 voxels beyond: cut
        Volume<ushort> longLobe = Parse("9999999999", "1111119999", "1111199999", "9999999999"); // 1 of 11 beyond: whole

        foreach (Volume<ushort> volume in new[] { touching, lobe, longLobe })
        {
            Run(volume, new PostStep { Op = PostOp.SplitLeftRight, Labels = [1], Left = 4, Right = 3 });
        }

        Assert.Equal(Parse("999999999", "933334449", "933999449", "999999999").Values.ToArray(), touching.Values.ToArray());
        Assert.Equal(Parse("9999999999", "3333344499", "3333349999", "9999999999").Values.ToArray(), lobe.Values.ToArray());
        Assert.Equal(Parse("9999999999", "3333339999", "3333399999", "9999999999").Values.ToArray(), longLobe.Values.ToArray());
    }

    [Fact]
    public void Remap_swaps_and_merge_joins()
    {
        Volume<ushort> volume = Parse("0123");

        Run(volume, new PostStep { Op = PostOp.Remap, Map = new Dictionary<int, int> { [1] = 2, [2] = 1 } }, new PostStep { Op = PostOp.Merge, Labels = [1, 3], Into = 9 });

        Assert.Equal([0, 2, 9, 9], volume.Values.ToArray());
    }

    private static void Run(Volume<ushort> volume, params PostStep[] steps) => Postprocessor.Apply(volume, steps, CancellationToken.None);

    private static Volume<ushort> RandomLabels(int seed, int labels, double background = 0.5)
    {
        Random random = new(seed);
        VolumeShape shape = new(5, 9, 8);
        ushort[] values = [.. Enumerable.Range(0, shape.Length).Select(_ => random.NextDouble() < background ? (ushort)0 : (ushort)random.Next(1, labels + 1))];
        return new Volume<ushort>(values, shape, s_grid);
    }

    private static Volume<ushort> Parse(params string[] rows) =>
        new(rows.SelectMany(row => row.Select(c => (ushort)(c == '.' ? 0 : c - '0'))).ToArray(), new VolumeShape(1, rows.Length, rows[0].Length), s_grid);
}
