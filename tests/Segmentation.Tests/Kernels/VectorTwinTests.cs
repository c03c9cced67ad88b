using System.Numerics;
using DicomNode.Segmentation.Kernels;
using Xunit;

namespace DicomNode.Segmentation.Tests.Kernels;

/// <summary>Every kernel that is written with vectors against its definition, for all lengths up to three of its steps: bit for bit, ties and NaN among the values.</summary>
public class VectorTwinTests
{
    private static readonly int s_longest = 3 * 2 * Vector<float>.Count;

    [Fact]
    public void The_better_score_wins_and_a_tie_or_a_NaN_does_not()
    {
        for (int n = 0; n <= s_longest; n++)
        {
            (float[] scores, float[] best) = (Values(n, 1), Values(n, 2));
            ushort[] labels = [.. Enumerable.Range(0, n).Select(i => (ushort)i)];
            float[] expectedBest = [.. scores.Zip(best, (s, b) => s > b ? s : b)];
            ushort[] expected = [.. Enumerable.Range(0, n).Select(i => scores[i] > best[i] ? (ushort)50_000 : (ushort)i)];

            Argmax.Improve(scores, best, labels, 50_000);

            Assert.Equal(expected, labels);
            Assert.Equal(expectedBest.Select(BitConverter.SingleToInt32Bits), best.Select(BitConverter.SingleToInt32Bits));
        }
    }

    [Fact]
    public void A_label_is_written_strictly_above_the_threshold()
    {
        for (int n = 0; n <= s_longest; n++)
        {
            float[] scores = Values(n, 3);
            ushort[] labels = [.. Enumerable.Range(0, n).Select(i => (ushort)i)];

            ThresholdScores.Slice(scores, 0.5f, 65_535, labels);

            Assert.Equal(scores.Select((s, i) => s > 0.5f ? (ushort)65_535 : (ushort)i), labels);
        }
    }

    [Fact]
    public void Rows_are_weighted_and_added_in_float64()
    {
        foreach (double weight in new[] { 1.0 / 3, 0.5, 1 })
        {
            for (int n = 0; n <= s_longest; n++)
            {
                (float[] a, float[] b) = (Values(n, 4), Values(n, 5));
                double[] made = new double[n];

                SeparableSum.Add(a, 1 - weight, made, isFirst: true);
                SeparableSum.Add(b, weight, made, isFirst: false);

                Assert.Equal(a.Zip(b, (x, y) => BitConverter.DoubleToInt64Bits((x * (1 - weight)) + (y * weight))), made.Select(BitConverter.DoubleToInt64Bits));
            }
        }
    }

    [Fact]
    public void Rows_are_filtered_to_spline_coefficients_as_a_single_line_is()
    {
        for (int width = 1; width <= s_longest; width++)
        {
            const int count = 9;
            Random random = new(width);
            double[] rows = [.. Enumerable.Range(0, count * width).Select(_ => random.NextDouble())];
            double[][] lines = [.. Enumerable.Range(0, width).Select(x => Enumerable.Range(0, count).Select(y => rows[(y * width) + x]).ToArray())];

            CubicSpline.FilterRows(rows, width);

            for (int x = 0; x < width; x++)
            {
                CubicSpline.Filter(lines[x]);
                Assert.All(Enumerable.Range(0, count), y => Assert.Equal(lines[x][y], rows[(y * width) + x], 1e-12));
            }
        }
    }

    // few values, so that ties happen; every seventh is a NaN
    private static float[] Values(int n, int seed)
    {
        Random random = new(seed);
        return [.. Enumerable.Range(0, n).Select(i => random.Next(7) == 0 ? float.NaN : random.Next(0, 5) / 4f)];
    }
}
