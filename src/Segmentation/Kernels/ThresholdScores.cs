using System.Numerics;
using DicomNode.Segmentation.Volumes;

namespace DicomNode.Segmentation.Kernels;

/// <summary>Where a score is above a threshold, a label is written over what is there.</summary>
internal static class ThresholdScores
{
    public static void Run(ReadOnlyMemory<float> scores, VolumeShape shape, float threshold, ushort label, Memory<ushort> labels, CancellationToken cancellationToken)
    {
        ArgumentOutOfRangeException.ThrowIfNotEqual(scores.Length, shape.Length);
        ArgumentOutOfRangeException.ThrowIfNotEqual(labels.Length, shape.Length);
        Parallel.For(0, shape.Depth, new ParallelOptions { CancellationToken = cancellationToken }, z =>
            Slice(scores.Span.Slice(z * shape.SliceLength, shape.SliceLength), threshold, label, labels.Span.Slice(z * shape.SliceLength, shape.SliceLength)));
    }

    /// <summary>Strictly above; a NaN is above nothing.</summary>
    internal static void Slice(ReadOnlySpan<float> scores, float threshold, ushort label, Span<ushort> labels)
    {
        int i = 0, lanes = Vector<float>.Count;
        Vector<float> limit = new(threshold);
        Vector<ushort> word = new(label);
        for (; i <= scores.Length - (2 * lanes); i += 2 * lanes)
        {
            Vector<int> low = Vector.GreaterThan(new Vector<float>(scores[i..]), limit), high = Vector.GreaterThan(new Vector<float>(scores[(i + lanes)..]), limit);
            Vector<ushort> above = Vector.AsVectorUInt16(Vector.Narrow(low, high));
            Vector.ConditionalSelect(above, word, new Vector<ushort>(labels[i..])).CopyTo(labels[i..]);
        }

        for (; i < scores.Length; i++)
        {
            if (scores[i] > threshold)
            {
                labels[i] = label;
            }
        }
    }
}
