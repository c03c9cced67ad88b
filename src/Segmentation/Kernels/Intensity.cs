using System.Numerics;
using System.Numerics.Tensors;
using DicomNode.Segmentation.Pipeline;
using DicomNode.Segmentation.Volumes;

namespace DicomNode.Segmentation.Kernels;

/// <summary>Voxel values of some channels changed in place, in float32 as the training frameworks do it. Statistics are those of all the given channels together. Parallel over slices.</summary>
internal static class Intensity
{
    /// <summary>Values below <paramref name="low"/> become it, values above <paramref name="high"/> become that; null leaves a side open.</summary>
    public static void Clip(IReadOnlyList<Memory<float>> channels, VolumeShape shape, double? low, double? high, CancellationToken cancellationToken) =>
        Each(channels, shape, (slice, _) => Clip(slice, low, high), cancellationToken);

    /// <summary>Towards zero (a cast to an integer), or to the nearest, halves to even (numpy).</summary>
    public static void ToIntegers(IReadOnlyList<Memory<float>> channels, VolumeShape shape, IntegerRounding rounding, CancellationToken cancellationToken)
    {
        if (rounding != IntegerRounding.None)
        {
            MidpointRounding mode = rounding == IntegerRounding.Truncate ? MidpointRounding.ToZero : MidpointRounding.ToEven;
            Each(channels, shape, (slice, _) => TensorPrimitives.Round<float>(slice, mode, slice), cancellationToken);
        }
    }

    /// <summary>(v - mean) / std. What is not in the set stays as it is.</summary>
    public static void Affine(IReadOnlyList<Memory<float>> channels, VolumeShape shape, double mean, double std, VoxelSet set, CancellationToken cancellationToken)
    {
        (float subtract, float divide) = ((float)mean, (float)std);
        Each(channels, shape, (slice, z) =>
        {
            if (set.Mask is { } mask)
            {
                ReadOnlySpan<ushort> isIn = mask.Span.Slice(z * shape.SliceLength, shape.SliceLength);
                for (int i = 0; i < slice.Length; i++)
                {
                    slice[i] = isIn[i] == 0 || (set.NonzeroOnly && slice[i] == 0) ? slice[i] : (slice[i] - subtract) / divide;
                }
            }
            else if (set.NonzeroOnly)
            {
                Nonzero(slice, subtract, divide);
            }
            else
            {
                TensorPrimitives.Subtract(slice, subtract, slice);
                TensorPrimitives.Divide(slice, divide, slice);
            }
        }, cancellationToken);
    }

    /// <summary>The range [inLow, inHigh] onto [outLow, outHigh]. An empty range gives v - inLow + outLow, as MONAI does.</summary>
    /// <param name="clip">To the range that is made.</param>
    public static void ScaleRange(IReadOnlyList<Memory<float>> channels, VolumeShape shape, (double Low, double High) from, (double Low, double High) to, bool clip, CancellationToken cancellationToken) =>
        Each(channels, shape, (slice, _) =>
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
            Each(channels, shape, (slice, _) => TensorPrimitives.Multiply(slice, (float)to.Low, slice), cancellationToken);
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

    /// <summary>(v - mean) / std with the channels' own mean and population standard deviation; a deviation of 0 counts as 1.</summary>
    /// <param name="set">The voxels that are counted and changed.</param>
    public static void ZScore(IReadOnlyList<Memory<float>> channels, VolumeShape shape, VoxelSet set, CancellationToken cancellationToken)
    {
        if (VoxelMoments.Of(channels, shape, set, cancellationToken) is var (mean, std))
        {
            Affine(channels, shape, mean, std == 0 ? 1 : std, set, cancellationToken);
        }
    }

    /// <summary>(v - subtract) / divide where v is not 0. The vector path and the tail do the same operations.</summary>
    internal static void Nonzero(Span<float> slice, float subtract, float divide)
    {
        int i = 0;
        (Vector<float> mean, Vector<float> std) = (new(subtract), new(divide));
        for (; i <= slice.Length - Vector<float>.Count; i += Vector<float>.Count)
        {
            var v = new Vector<float>(slice[i..]);
            Vector.ConditionalSelect(Vector.Equals(v, Vector<float>.Zero), v, (v - mean) / std).CopyTo(slice[i..]);
        }

        for (; i < slice.Length; i++)
        {
            slice[i] = slice[i] == 0 ? slice[i] : (slice[i] - subtract) / divide;
        }
    }

    private static void Clip(Span<float> slice, double? low, double? high) =>
        TensorPrimitives.Clamp(slice, (float)(low ?? double.NegativeInfinity), (float)(high ?? double.PositiveInfinity), slice);

    private delegate void SliceAction(Span<float> slice, int z);

    private static void Each(IReadOnlyList<Memory<float>> channels, VolumeShape shape, SliceAction action, CancellationToken cancellationToken)
    {
        Parallel.For(0, channels.Count * shape.Depth, new ParallelOptions { CancellationToken = cancellationToken }, i =>
        {
            (int channel, int z) = Math.DivRem(i, shape.Depth);
            action(channels[channel].Span.Slice(z * shape.SliceLength, shape.SliceLength), z);
        });
    }
}
