using System.Numerics;
using System.Runtime.InteropServices;
using DicomNode.Segmentation.Volumes;

namespace DicomNode.Segmentation.Kernels;

/// <summary>
/// A volume made of weighted samples of another one, axis by axis. Weights and sums are float64, values are rounded to float32 once. Axis 0 is summed
/// first, then 1, then 2. A row of the source is summed along axis 0 once per slice, and only when a row that is made needs it.
/// </summary>
internal static class SeparableSum
{
    /// <param name="source">Shape [z, y, x].</param>
    /// <param name="made">Receives as many samples as the taps make.</param>
    public static void Run(ReadOnlyMemory<float> source, VolumeShape shape, Memory<float> made, AxisTaps z, AxisTaps y, AxisTaps x, CancellationToken cancellationToken)
    {
        ArgumentOutOfRangeException.ThrowIfNotEqual(source.Length, shape.Length);
        ArgumentOutOfRangeException.ThrowIfNotEqual(made.Length, checked(z.Count * y.Count * x.Count));
        Parallel.For(0, z.Count, new ParallelOptions { CancellationToken = cancellationToken }, () => new Scratch(shape), (slice, _, scratch) =>
        {
            scratch.Forget();
            Slice(source.Span, shape, made.Span.Slice(slice * y.Count * x.Count, y.Count * x.Count), z.Indices(slice), z.Weights(slice), y, x, scratch);
            return scratch;
        }, _ => { });
    }

    private static void Slice(
        ReadOnlySpan<float> source, VolumeShape shape, Span<float> made, ReadOnlySpan<int> slices, ReadOnlySpan<double> sliceWeights, AxisTaps y, AxisTaps x, Scratch scratch)
    {
        Span<double> sum = scratch.Sum;
        for (int row = 0; row < y.Count; row++)
        {
            ReadOnlySpan<int> rows = y.Indices(row);
            ReadOnlySpan<double> weights = y.Weights(row);
            ReadOnlySpan<double> line = default;
            bool any = false;
            for (int k = 0; k < rows.Length; k++)
            {
                if (weights[k] == 0)
                {
                    continue;
                }

                ReadOnlySpan<double> part = Row(source, shape, slices, sliceWeights, rows[k], scratch);
                if (weights[k] == 1)
                {
                    line = part; // the only one
                    break;
                }

                Add(part, weights[k], sum, isFirst: !any);
                line = sum;
                any = true;
            }

            Columns(line, x, made.Slice(row * x.Count, x.Count));
        }
    }

    private static ReadOnlySpan<double> Row(ReadOnlySpan<float> source, VolumeShape shape, ReadOnlySpan<int> slices, ReadOnlySpan<double> weights, int row, Scratch scratch)
    {
        Span<double> made = scratch.Row(row, out bool isKnown);
        if (!isKnown)
        {
            bool any = false;
            for (int k = 0; k < slices.Length; k++)
            {
                if (weights[k] != 0)
                {
                    Add(source.Slice(((slices[k] * shape.Height) + row) * shape.Width, shape.Width), weights[k], made, isFirst: !any);
                    any = true;
                }
            }
        }

        return made;
    }

    private static void Columns(ReadOnlySpan<double> line, AxisTaps x, Span<float> made)
    {
        for (int i = 0; i < made.Length; i++)
        {
            ReadOnlySpan<int> at = x.Indices(i);
            ReadOnlySpan<double> weights = x.Weights(i);
            double sum = line[at[0]] * weights[0];
            for (int k = 1; k < at.Length; k++)
            {
                if (weights[k] != 0)
                {
                    sum += line[at[k]] * weights[k];
                }
            }

            made[i] = (float)sum;
        }
    }

    /// <summary>sum = values × weight, or sum += values × weight. The vector path and the tail do the same operations.</summary>
    internal static void Add(ReadOnlySpan<float> values, double weight, Span<double> sum, bool isFirst)
    {
        int i = 0, lanes = Vector<double>.Count;
        var factor = new Vector<double>(weight);
        for (; i <= values.Length - Vector<float>.Count; i += Vector<float>.Count)
        {
            Vector.Widen(new Vector<float>(values[i..]), out Vector<double> low, out Vector<double> high);
            (low, high) = (low * factor, high * factor);
            if (!isFirst)
            {
                (low, high) = (new Vector<double>(sum[i..]) + low, new Vector<double>(sum[(i + lanes)..]) + high);
            }

            low.CopyTo(sum[i..]);
            high.CopyTo(sum[(i + lanes)..]);
        }

        for (; i < values.Length; i++)
        {
            sum[i] = isFirst ? values[i] * weight : sum[i] + (values[i] * weight);
        }
    }

    private static void Add(ReadOnlySpan<double> values, double weight, Span<double> sum, bool isFirst)
    {
        ReadOnlySpan<Vector<double>> wide = MemoryMarshal.Cast<double, Vector<double>>(values);
        Span<Vector<double>> wideSum = MemoryMarshal.Cast<double, Vector<double>>(sum);
        for (int i = 0; i < wide.Length; i++)
        {
            wideSum[i] = isFirst ? wide[i] * weight : wideSum[i] + (wide[i] * weight);
        }

        for (int i = wide.Length * Vector<double>.Count; i < values.Length; i++)
        {
            sum[i] = isFirst ? values[i] * weight : sum[i] + (values[i] * weight);
        }
    }

    // of one thread: the rows of the source summed along axis 0 for the slice at hand
    private sealed class Scratch(VolumeShape shape)
    {
        private readonly double[] _rows = new double[shape.SliceLength];
        private readonly bool[] _known = new bool[shape.Height];

        public double[] Sum { get; } = new double[shape.Width];

        public void Forget() => _known.AsSpan().Clear();

        public Span<double> Row(int row, out bool isKnown)
        {
            isKnown = _known[row];
            _known[row] = true;
            return _rows.AsSpan(row * shape.Width, shape.Width);
        }
    }
}
