using System.Numerics.Tensors;
using DicomNode.Segmentation.Volumes;

namespace DicomNode.Segmentation.Kernels;

/// <summary>Logits to probabilities, in place.</summary>
internal static class Activations
{
    /// <summary>exp(v_c - max) / sum over the classes, per voxel.</summary>
    /// <param name="planes">One plane per class, each of <paramref name="shape"/>.</param>
    public static void Softmax(IReadOnlyList<Memory<float>> planes, VolumeShape shape, CancellationToken cancellationToken)
    {
        Parallel.For(0, shape.Depth, new ParallelOptions { CancellationToken = cancellationToken }, () => new float[2 * shape.Width], (z, _, buffer) =>
        {
            Span<float> most = buffer.AsSpan(0, shape.Width), sum = buffer.AsSpan(shape.Width);
            for (int y = 0; y < shape.Height; y++)
            {
                SoftmaxRow(planes, ((z * shape.Height) + y) * shape.Width, most, sum);
            }

            return buffer;
        }, _ => { });
    }

    public static void Sigmoid(Memory<float> plane, VolumeShape shape, CancellationToken cancellationToken) =>
        Parallel.For(0, shape.Depth, new ParallelOptions { CancellationToken = cancellationToken }, z =>
        {
            Span<float> slice = plane.Span.Slice(z * shape.SliceLength, shape.SliceLength);
            TensorPrimitives.Sigmoid<float>(slice, slice);
        });

    /// <summary>A piece of a row; all classes of it stay in the cache.</summary>
    /// <param name="most">As long as the piece; used.</param>
    /// <param name="sum">As long as the piece; used.</param>
    internal static void SoftmaxRow(IReadOnlyList<Memory<float>> planes, int start, Span<float> most, Span<float> sum)
    {
        planes[0].Span.Slice(start, most.Length).CopyTo(most);
        for (int c = 1; c < planes.Count; c++)
        {
            TensorPrimitives.Max<float>(most, planes[c].Span.Slice(start, most.Length), most);
        }

        sum.Clear();
        foreach (Memory<float> plane in planes)
        {
            Span<float> row = plane.Span.Slice(start, most.Length);
            TensorPrimitives.Subtract<float>(row, most, row);
            TensorPrimitives.Exp<float>(row, row);
            TensorPrimitives.Add<float>(sum, row, sum);
        }

        foreach (Memory<float> plane in planes)
        {
            Span<float> row = plane.Span.Slice(start, most.Length);
            TensorPrimitives.Divide<float>(row, sum, row);
        }
    }
}
