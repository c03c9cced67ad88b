using System.Numerics.Tensors;
using DicomNode.Segmentation.Volumes;

namespace DicomNode.Segmentation.Pipeline;

/// <summary>Scores of overlapping windows: their weighted sum, divided by the sum of the weights. Those of windows that overlap nowhere are only put down.</summary>
internal sealed class WindowSum
{
    private readonly float[][] _planes;
    private readonly VolumeShape _shape;
    private readonly VolumeShape _size;
    private readonly bool _blend;
    private readonly float[]? _weights;
    private readonly float[] _weightSum;

    /// <param name="channels">Planes of every window.</param>
    /// <param name="shape">The tensor.</param>
    /// <param name="size">A window.</param>
    /// <param name="window">How windows are weighted.</param>
    public WindowSum(int channels, VolumeShape shape, VolumeShape size, WindowSpec window, WindowPlan plan)
    {
        (_shape, _size, _blend) = (shape, size, !plan.IsDisjoint);
        _planes = [.. Enumerable.Range(0, channels).Select(_ => new float[shape.Length])];
        _weights = _blend ? WindowWeights.For(window, size) : null;
        _weightSum = _blend ? Total(plan) : [];
    }

    public void Add(IReadOnlyList<Memory<float>> scores, WindowSpan z, WindowSpan y, WindowSpan x, CancellationToken cancellationToken) =>
        Parallel.For(0, scores.Count * (z.KeepTo - z.KeepFrom), new ParallelOptions { CancellationToken = cancellationToken }, item =>
        {
            (int channel, int slice) = Math.DivRem(item, z.KeepTo - z.KeepFrom);
            AddSlice(scores[channel].Span, _planes[channel], z.KeepFrom + slice, z, y, x);
        });

    public Scores ToScores(Geometry geometry, CancellationToken cancellationToken)
    {
        if (_blend)
        {
            Parallel.For(0, _shape.Depth, new ParallelOptions { CancellationToken = cancellationToken }, z =>
            {
                foreach (float[] plane in _planes)
                {
                    Span<float> slice = plane.AsSpan(z * _shape.SliceLength, _shape.SliceLength);
                    TensorPrimitives.Divide(slice, _weightSum.AsSpan(z * _shape.SliceLength, _shape.SliceLength), slice);
                }
            });
        }

        return new Scores([.. _planes.Select(p => p.AsMemory())], _shape, geometry);
    }

    private void AddSlice(ReadOnlySpan<float> scores, Span<float> plane, int z, WindowSpan spanZ, WindowSpan spanY, WindowSpan spanX)
    {
        int length = spanX.KeepTo - spanX.KeepFrom;
        for (int y = spanY.KeepFrom; y < spanY.KeepTo; y++)
        {
            int from = ((((z - spanZ.Start) * _size.Height) + y - spanY.Start) * _size.Width) + spanX.KeepFrom - spanX.Start;
            ReadOnlySpan<float> row = scores.Slice(from, length);
            Span<float> target = plane.Slice((((z * _shape.Height) + y) * _shape.Width) + spanX.KeepFrom, length);
            if (!_blend)
            {
                row.CopyTo(target);
            }
            else if (_weights is null)
            {
                TensorPrimitives.Add(target, row, target);
            }
            else
            {
                TensorPrimitives.MultiplyAdd(row, _weights.AsSpan(from, length), target, target);
            }
        }
    }

    // the same for all channels, so it is summed once, before the network runs
    private float[] Total(WindowPlan plan)
    {
        float[] ones = _weights ?? Enumerable.Repeat(1f, _size.Length).ToArray();
        float[] total = new float[_shape.Length];
        foreach (WindowSpan z in plan.Z)
        {
            foreach (WindowSpan y in plan.Y)
            {
                foreach (WindowSpan x in plan.X)
                {
                    AddWeights(ones, total, z.Start, y.Start, x.Start);
                }
            }
        }

        return total;
    }

    private void AddWeights(float[] weights, float[] total, int z0, int y0, int x0)
    {
        for (int z = 0; z < _size.Depth; z++)
        {
            for (int y = 0; y < _size.Height; y++)
            {
                Span<float> target = total.AsSpan(((((z + z0) * _shape.Height) + y + y0) * _shape.Width) + x0, _size.Width);
                TensorPrimitives.Add(target, weights.AsSpan(((z * _size.Height) + y) * _size.Width, _size.Width), target);
            }
        }
    }
}
