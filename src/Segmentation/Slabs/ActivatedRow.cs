using System.Numerics.Tensors;
using DicomNode.Segmentation.Pipeline;

namespace DicomNode.Segmentation.Slabs;

/// <summary>Sums of scores to scores, and scores to probabilities, for a piece of a row and all channels, in place.</summary>
internal static class ActivatedRow
{
    /// <param name="start">The piece's first voxel in the planes.</param>
    /// <param name="buffer">Two values for each voxel of the piece, at least.</param>
    public static void Run(ScoreSlab slab, int start, int length, Activation activation, Span<float> buffer)
    {
        if (!slab.Weights.IsEmpty)
        {
            ReadOnlySpan<float> weights = slab.Weights.Span.Slice(start, length);
            foreach (Memory<float> plane in slab.Planes)
            {
                Span<float> scores = plane.Span.Slice(start, length);
                TensorPrimitives.Divide(scores, weights, scores);
            }
        }

        if (activation == Activation.Softmax)
        {
            Kernels.Activations.SoftmaxRow(slab.Planes, start, buffer[..length], buffer.Slice(length, length));
        }
        else if (activation == Activation.Sigmoid)
        {
            foreach (Memory<float> plane in slab.Planes)
            {
                Span<float> scores = plane.Span.Slice(start, length);
                TensorPrimitives.Sigmoid(scores, scores);
            }
        }
    }
}
