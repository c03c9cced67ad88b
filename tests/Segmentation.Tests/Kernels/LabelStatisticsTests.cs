using DicomNode.Segmentation.Kernels;
using DicomNode.Segmentation.Volumes;
using Xunit;

namespace DicomNode.Segmentation.Tests.Kernels;

public class LabelStatisticsTests
{
    private static readonly VolumeShape s_shape = new(5, 9, 11);
    private static readonly Geometry s_grid = new(default, new(1, 0, 0), new(0, 1, 0), new(0, 0, 1));

    [Fact]
    public void Count_mean_and_deviation_of_labels_and_of_unions_are_those_of_their_voxels()
    {
        Random random = new(1);
        ushort[] labels = [.. Enumerable.Range(0, s_shape.Length).Select(_ => (ushort)random.Next(0, 5))];
        float[] values = [.. Enumerable.Range(0, s_shape.Length).Select(_ => (float)random.Next(-1000, 3000))];
        LabelStatistics statistics = Measure(labels, values, 1, 2, 4);
        foreach (int[] union in (int[][])[[1], [2, 4], [1, 2, 4], [4, 4]])
        {
            double[] inside = [.. values.Where((_, i) => union.Contains(labels[i])).Select(v => (double)v)];
            double mean = inside.Average();
            Moments found = statistics.Values(union);
            Assert.Equal(inside.Length, found.Count);
            Assert.Equal(inside.Length, statistics.Count(union));
            Assert.Equal(inside.Length, Enumerable.Range(0, s_shape.Depth).Sum(z => statistics.Count(z, union)));
            Assert.Equal(mean, found.Mean, 1e-9);
            Assert.Equal(Math.Sqrt(inside.Average(v => (v - mean) * (v - mean))), found.StandardDeviation, 1e-9);
        }
    }

    [Fact]
    public void Voxels_of_one_value_have_no_deviation_at_all()
    {
        ushort[] labels = [.. Enumerable.Repeat((ushort)7, s_shape.Length)];
        Moments found = Measure(labels, [.. Enumerable.Repeat(1234.56f, s_shape.Length)], 7).Values([7]);
        Assert.Equal((1234.56f, 0.0), ((float)found.Mean, found.StandardDeviation));
    }

    [Fact]
    public void A_label_that_is_nowhere_has_no_voxel()
    {
        LabelStatistics statistics = Measure(new ushort[s_shape.Length], new float[s_shape.Length], 3);
        Assert.Equal(default, statistics.Values([3]));
        Assert.Equal(0, statistics.Count([3]));
    }

    [Fact]
    public void Without_values_voxels_are_counted()
    {
        ushort[] labels = new ushort[s_shape.Length];
        labels[3] = labels[200] = 2;
        Assert.Equal(2, LabelStatistics.Measure(new(labels, s_shape, s_grid), [2], null, CancellationToken.None).Count([2]));
    }

    private static LabelStatistics Measure(ushort[] labels, float[] values, params int[] wanted) => LabelStatistics.Measure(
        new(labels, s_shape, s_grid), wanted, (z, slice) => values.AsSpan(z * s_shape.SliceLength, s_shape.SliceLength).CopyTo(slice), CancellationToken.None);
}
