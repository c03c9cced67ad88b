using System.Numerics.Tensors;
using DicomNode.Segmentation.Volumes;

namespace DicomNode.Segmentation.Kernels;

/// <summary>The smallest and the largest value of every slice along an axis.</summary>
internal sealed class SliceRanges
{
    private readonly int _axis;
    private readonly float[] _low;
    private readonly float[] _high;

    private SliceRanges(int axis, int slices)
    {
        (_axis, _low, _high) = (axis, new float[slices], new float[slices]);
        _low.AsSpan().Fill(float.PositiveInfinity);
        _high.AsSpan().Fill(float.NegativeInfinity);
    }

    public static SliceRanges Of(ReadOnlyMemory<float> values, VolumeShape shape, int axis)
    {
        var ranges = new SliceRanges(axis, shape[axis]);
        for (int i = 0; i < shape.Depth * shape.Height; i++)
        {
            ReadOnlySpan<float> row = values.Span.Slice(i * shape.Width, shape.Width);
            if (axis == 2)
            {
                TensorPrimitives.Min(row, ranges._low, ranges._low);
                TensorPrimitives.Max(row, ranges._high, ranges._high);
                continue;
            }

            int slice = axis == 0 ? i / shape.Height : i % shape.Height;
            ranges._low[slice] = Math.Min(ranges._low[slice], TensorPrimitives.Min(row));
            ranges._high[slice] = Math.Max(ranges._high[slice], TensorPrimitives.Max(row));
        }

        return ranges;
    }

    /// <summary>Every value is kept within the range of the slice with its index.</summary>
    public void Clamp(Memory<float> values, VolumeShape shape, CancellationToken cancellationToken) =>
        Parallel.For(0, shape.Depth, new ParallelOptions { CancellationToken = cancellationToken }, z =>
        {
            for (int y = 0; y < shape.Height; y++)
            {
                Span<float> row = values.Span.Slice(((z * shape.Height) + y) * shape.Width, shape.Width);
                if (_axis == 2)
                {
                    TensorPrimitives.Max(row, _low, row);
                    TensorPrimitives.Min(row, _high, row);
                }
                else
                {
                    TensorPrimitives.Clamp(row, _low[_axis == 0 ? z : y], _high[_axis == 0 ? z : y], row);
                }
            }
        });
}
