using System.Numerics.Tensors;
using DicomNode.Segmentation.Pipeline;
using DicomNode.Segmentation.Volumes;

namespace DicomNode.Segmentation.Kernels;

/// <summary>Voxel values of some channels changed in place, in float32 as the training frameworks do it. Statistics are those of all the given channels together. Parallel over slices.</summary>
internal static class Intensity
{
    /// <summary>Values below <paramref name="low"/> become it, values above <paramref name="high"/> become that; null leaves a side open.</summary>
    public static void Clip(IReadOnlyList<Memory<float>> channels, VolumeShape shape, double? low, double? high, CancellationToken cancellationToken) =>
        Each(channels, shape, slice => Clip(slice, low, high), cancellationToken);

    /// <summary>Towards zero (a cast to an integer), or to the nearest, halves to even (numpy).</summary>
    public static void ToIntegers(IReadOnlyList<Memory<float>> channels, VolumeShape shape, IntegerRounding rounding, CancellationToken cancellationToken)
    {
        if (rounding != IntegerRounding.None)
        {
            MidpointRounding mode = rounding == IntegerRounding.Truncate ? MidpointRounding.ToZero : MidpointRounding.ToEven;
            Each(channels, shape, slice => TensorPrimitives.Round<float>(slice, mode, slice), cancellationToken);
        }
    }

    /// <summary>(v - mean) / std.</summary>
    public static void Affine(IReadOnlyList<Memory<float>> channels, VolumeShape shape, double mean, double std, CancellationToken cancellationToken) =>
        Each(channels, shape, slice =>
        {
            TensorPrimitives.Subtract(slice, (float)mean, slice);
            TensorPrimitives.Divide(slice, (float)std, slice);
        }, cancellationToken);

    /// <summary>The range [inLow, inHigh] onto [outLow, outHigh]. An empty range gives v - inLow + outLow, as MONAI does.</summary>
    /// <param name="clip">To the range that is made.</param>
    public static void ScaleRange(IReadOnlyList<Memory<float>> channels, VolumeShape shape, (double Low, double High) from, (double Low, double High) to, bool clip, CancellationToken cancellationToken) =>
        Each(channels, shape, slice =>
        {
            TensorPrimitives.Subtract(slice, (float)from.Low, slice);
            if (from.High != from.Low)
            {
                TensorPrimitives.Divide(slice, (float)(from.High - from.Low), slice);
                TensorPrimitives.Multiply(slice, (float)(to.High - to.Low), slice);
            }

            TensorPrimitives.Add(slice, (float)to.Low, slice);
            if (clip)
            {
                Clip(slice, to.Low, to.High);
            }
        }, cancellationToken);

    /// <summary>The whole range of the volume onto [low, high]. A constant volume is multiplied by low, as MONAI does.</summary>
    public static void ScaleMinMax(IReadOnlyList<Memory<float>> channels, VolumeShape shape, (double Low, double High) to, CancellationToken cancellationToken)
    {
        float low = channels.Min(c => TensorPrimitives.Min<float>(c.Span)), high = channels.Max(c => TensorPrimitives.Max<float>(c.Span));
        if (low == high)
        {
            Each(channels, shape, slice => TensorPrimitives.Multiply(slice, (float)to.Low, slice), cancellationToken);
        }
        else
        {
            ScaleRange(channels, shape, (low, high), to, clip: false, cancellationToken);
        }
    }

    /// <summary>The range between two percentiles onto another one. Zeros may be left out of the percentiles; they are scaled like all.</summary>
    public static void ScalePercentile(
        IReadOnlyList<Memory<float>> channels, VolumeShape shape, (double Low, double High) percentiles, (double Low, double High) to, bool clip, bool nonzeroOnly, CancellationToken cancellationToken)
    {
        double low = OrderStatistics.Percentile(channels, percentiles.Low, nonzeroOnly);
        double high = OrderStatistics.Percentile(channels, percentiles.High, nonzeroOnly);
        ScaleRange(channels, shape, (low, high), to, clip, cancellationToken);
    }

    /// <summary>(v - mean) / std with the volume's own mean and population standard deviation; a deviation of 0 counts as 1.</summary>
    /// <param name="nonzeroOnly">Zeros are neither counted nor changed.</param>
    public static void ZScore(IReadOnlyList<Memory<float>> channels, VolumeShape shape, bool nonzeroOnly, CancellationToken cancellationToken)
    {
        (double sum, long count) = Sum(channels, shape, nonzeroOnly, (v, _) => v, 0, cancellationToken);
        if (count == 0)
        {
            return;
        }

        double mean = sum / count;
        (double squares, _) = Sum(channels, shape, nonzeroOnly, (v, m) => (v - m) * (v - m), mean, cancellationToken);
        double std = Math.Sqrt(squares / count);
        (float subtract, float divide) = ((float)mean, std == 0 ? 1 : (float)std);
        Each(channels, shape, slice =>
        {
            foreach (ref float v in slice)
            {
                v = nonzeroOnly && v == 0 ? 0 : (v - subtract) / divide;
            }
        }, cancellationToken);
    }

    // per slice, then added in slice order: the result does not depend on the number of threads
    private static (double Sum, long Count) Sum(
        IReadOnlyList<Memory<float>> channels, VolumeShape shape, bool nonzeroOnly, Func<double, double, double> term, double argument, CancellationToken cancellationToken)
    {
        double[] sums = new double[channels.Count * shape.Depth];
        long[] counts = new long[sums.Length];
        Parallel.For(0, sums.Length, new ParallelOptions { CancellationToken = cancellationToken }, i =>
        {
            (int channel, int z) = Math.DivRem(i, shape.Depth);
            foreach (float v in channels[channel].Span.Slice(z * shape.SliceLength, shape.SliceLength))
            {
                if (!nonzeroOnly || v != 0)
                {
                    sums[i] += term(v, argument);
                    counts[i]++;
                }
            }
        });
        return (sums.Sum(), counts.Sum());
    }

    private static void Clip(Span<float> slice, double? low, double? high) =>
        TensorPrimitives.Clamp(slice, (float)(low ?? double.NegativeInfinity), (float)(high ?? double.PositiveInfinity), slice);

    private delegate void SliceAction(Span<float> slice);

    private static void Each(IReadOnlyList<Memory<float>> channels, VolumeShape shape, SliceAction action, CancellationToken cancellationToken)
    {
        Parallel.For(0, channels.Count * shape.Depth, new ParallelOptions { CancellationToken = cancellationToken }, i =>
        {
            (int channel, int z) = Math.DivRem(i, shape.Depth);
            action(channels[channel].Span.Slice(z * shape.SliceLength, shape.SliceLength));
        });
    }
}
