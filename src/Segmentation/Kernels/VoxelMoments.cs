using System.Numerics;
using DicomNode.Segmentation.Volumes;

namespace DicomNode.Segmentation.Kernels;

/// <summary>Mean and population standard deviation, in float64: per slice, then added in the order of the slices, so that the number of threads changes nothing.</summary>
internal static class VoxelMoments
{
    /// <returns>Null when no voxel is meant.</returns>
    public static (double Mean, double Std)? Of(IReadOnlyList<Memory<float>> channels, VolumeShape shape, VoxelSet set, CancellationToken cancellationToken)
    {
        double[] sums = new double[channels.Count * shape.Depth];
        long[] counts = new long[sums.Length];
        Each((i, slice, mask) => (sums[i], counts[i]) = mask.IsEmpty ? Sum(slice, set.NonzeroOnly) : Sum(slice, mask));
        long count = counts.Sum();
        if (count == 0)
        {
            return null;
        }

        double mean = sums.Sum() / count;
        Each((i, slice, mask) => sums[i] = mask.IsEmpty ? Squares(slice, mean, set.NonzeroOnly) : Squares(slice, mean, mask));
        return (mean, Math.Sqrt(sums.Sum() / count));

        void Each(SliceAction action) => Parallel.For(0, sums.Length, new ParallelOptions { CancellationToken = cancellationToken }, i =>
        {
            (int channel, int z) = Math.DivRem(i, shape.Depth);
            ReadOnlySpan<ushort> mask = set.Mask is { } all ? all.Span.Slice(z * shape.SliceLength, shape.SliceLength) : [];
            action(i, channels[channel].Span.Slice(z * shape.SliceLength, shape.SliceLength), mask);
        });
    }

    private delegate void SliceAction(int i, ReadOnlySpan<float> slice, ReadOnlySpan<ushort> mask);

    /// <summary>A zero adds nothing, so only the count has to leave it out.</summary>
    internal static (double Sum, long Count) Sum(ReadOnlySpan<float> values, bool nonzeroOnly)
    {
        (Vector<double> low, Vector<double> high) = (Vector<double>.Zero, Vector<double>.Zero);
        long zeros = 0;
        int i = 0;
        for (; i <= values.Length - Vector<float>.Count; i += Vector<float>.Count)
        {
            var v = new Vector<float>(values[i..]);
            Vector.Widen(v, out Vector<double> a, out Vector<double> b);
            (low, high) = (low + a, high + b);
            zeros -= Vector.Sum(Vector.Equals(v, Vector<float>.Zero)); // -1 per lane
        }

        double sum = Vector.Sum(low) + Vector.Sum(high);
        for (; i < values.Length; i++)
        {
            sum += values[i];
            zeros += values[i] == 0 ? 1 : 0;
        }

        return (sum, values.Length - (nonzeroOnly ? zeros : 0));
    }

    /// <summary>The sum of (v - mean)².</summary>
    internal static double Squares(ReadOnlySpan<float> values, double mean, bool nonzeroOnly)
    {
        (Vector<double> low, Vector<double> high, Vector<double> middle) = (Vector<double>.Zero, Vector<double>.Zero, new Vector<double>(mean));
        int i = 0;
        for (; i <= values.Length - Vector<float>.Count; i += Vector<float>.Count)
        {
            Vector.Widen(new Vector<float>(values[i..]), out Vector<double> a, out Vector<double> b);
            (Vector<double> da, Vector<double> db) = (a - middle, b - middle);
            if (nonzeroOnly)
            {
                da = Vector.ConditionalSelect(Vector.Equals(a, Vector<double>.Zero), Vector<double>.Zero, da);
                db = Vector.ConditionalSelect(Vector.Equals(b, Vector<double>.Zero), Vector<double>.Zero, db);
            }

            (low, high) = (low + (da * da), high + (db * db));
        }

        double sum = Vector.Sum(low) + Vector.Sum(high);
        for (; i < values.Length; i++)
        {
            sum += nonzeroOnly && values[i] == 0 ? 0 : (values[i] - mean) * (values[i] - mean);
        }

        return sum;
    }

    private static (double Sum, long Count) Sum(ReadOnlySpan<float> values, ReadOnlySpan<ushort> mask)
    {
        (double sum, long count) = (0, 0);
        for (int i = 0; i < values.Length; i++)
        {
            if (mask[i] != 0)
            {
                (sum, count) = (sum + values[i], count + 1);
            }
        }

        return (sum, count);
    }

    private static double Squares(ReadOnlySpan<float> values, double mean, ReadOnlySpan<ushort> mask)
    {
        double sum = 0;
        for (int i = 0; i < values.Length; i++)
        {
            sum += mask[i] == 0 ? 0 : (values[i] - mean) * (values[i] - mean);
        }

        return sum;
    }
}
