using System.Numerics.Tensors;
using DicomNode.Segmentation.Pipeline;
using DicomNode.Segmentation.Volumes;

namespace DicomNode.Segmentation.Probabilities;

/// <summary>
/// Scores of the whole tensor to probabilities on the source grid, a class at a time, for chains that are not undone axis by axis. The scores stay as they are: labels are
/// made of them.
/// </summary>
internal sealed class WholeProbabilities(ProbabilityRules rules, IReadOnlyList<GridChange> changes, ProbabilitySpool spool)
{
    public void Make(Scores scores, CancellationToken cancellationToken)
    {
        VolumeShape source = changes.Count > 0 ? changes[0].Before.Shape : scores.Shape;
        Softmax? before = rules.Before == Activation.Softmax ? Softmax.Of(scores.Planes, cancellationToken) : null;
        Softmax? after = rules.After == Activation.Softmax ? Softmax.Of(scores.Planes.Count, c => Undone(scores.Planes[c], cancellationToken), cancellationToken) : null;
        Memory<ushort>? inside = rules.After == Activation.None || changes.Count == 0 ? (Memory<ushort>?)null : OutsideCrop.Inside(changes, cancellationToken); // a raw 0 there would be a probability of something
        float[] joined = new float[source.Length];
        byte[] slice = new byte[source.SliceLength];
        for (int segment = 0; segment < rules.Segments.Count; segment++)
        {
            int[] channels = rules.Segments[segment];
            for (int i = 0; i < channels.Length; i++)
            {
                Memory<float> plane = Undone(Activated(scores.Planes[channels[i]], before, rules.Before), cancellationToken);
                plane = Activated(plane, after, rules.After);
                ProbabilityBytes.Join(plane.Span, joined, isFirst: i == 0, rules.IsExclusive);
            }

            for (int z = 0; z < (channels.Length == 0 ? 0 : source.Depth); z++)
            {
                cancellationToken.ThrowIfCancellationRequested();
                ProbabilityBytes.Quantise(joined.AsSpan(z * slice.Length, slice.Length), slice);
                if (inside is { } known)
                {
                    for (int i = 0; i < slice.Length; i++)
                    {
                        slice[i] = known.Span[(z * slice.Length) + i] == 0 ? (byte)0 : slice[i];
                    }
                }

                spool.Write(0, z, segment, slice);
            }
        }
    }

    private Memory<float> Undone(Memory<float> plane, CancellationToken cancellationToken) =>
        changes.Reverse().Aggregate(plane, (made, change) => change.UndoScores(made, cancellationToken));

    private static Memory<float> Activated(Memory<float> plane, Softmax? softmax, Activation activation)
    {
        if (activation == Activation.None)
        {
            return plane;
        }

        float[] made = new float[plane.Length];
        if (softmax is not null)
        {
            softmax.Run(plane.Span, made);
        }
        else
        {
            TensorPrimitives.Sigmoid<float>(plane.Span, made);
        }

        return made;
    }

    /// <summary>What a softmax needs of all classes, so that it can be made of one at a time.</summary>
    private sealed class Softmax
    {
        private readonly float[] _most;
        private readonly float[] _sum;

        private Softmax(int length) => (_most, _sum) = (new float[length], new float[length]);

        public static Softmax Of(IReadOnlyList<Memory<float>> planes, CancellationToken cancellationToken) => Of(planes.Count, c => planes[c], cancellationToken);

        public static Softmax Of(int classes, Func<int, Memory<float>> plane, CancellationToken cancellationToken)
        {
            Memory<float> first = plane(0);
            var made = new Softmax(first.Length);
            first.CopyTo(made._most);
            for (int c = 1; c < classes; c++)
            {
                TensorPrimitives.Max<float>(made._most, plane(c).Span, made._most);
            }

            float[] power = new float[first.Length];
            for (int c = 0; c < classes; c++)
            {
                cancellationToken.ThrowIfCancellationRequested();
                TensorPrimitives.Subtract<float>(plane(c).Span, made._most, power);
                TensorPrimitives.Exp<float>(power, power);
                TensorPrimitives.Add<float>(made._sum, power, made._sum);
            }

            return made;
        }

        public void Run(ReadOnlySpan<float> plane, Span<float> made)
        {
            TensorPrimitives.Subtract(plane, _most, made);
            TensorPrimitives.Exp(made, made);
            TensorPrimitives.Divide(made, _sum, made);
        }
    }
}
