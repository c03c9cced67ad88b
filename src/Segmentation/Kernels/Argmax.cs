using System.Numerics;
using DicomNode.Segmentation.Volumes;

namespace DicomNode.Segmentation.Kernels;

/// <summary>Class scores to labels, one class plane after the other, so that only one restored plane is in memory at a time.</summary>
internal sealed class Argmax(VolumeShape shape)
{
    private readonly float[] _best = new float[shape.Length];
    private readonly ushort[] _labels = new ushort[shape.Length];
    private bool _any;

    /// <summary>Shape [z, y, x]. A tie keeps the class that came first; a NaN never wins over a number that comes first.</summary>
    public Memory<ushort> Labels => _labels;

    /// <param name="scores">Any monotone scale, the same for all classes.</param>
    /// <param name="label">What is written where this class is the best so far.</param>
    public void Add(ReadOnlyMemory<float> scores, ushort label, CancellationToken cancellationToken)
    {
        ArgumentOutOfRangeException.ThrowIfNotEqual(scores.Length, shape.Length);
        bool first = !_any;
        _any = true;
        Parallel.For(0, shape.Depth, new ParallelOptions { CancellationToken = cancellationToken }, z =>
        {
            int start = z * shape.SliceLength, length = shape.SliceLength;
            ReadOnlySpan<float> plane = scores.Span.Slice(start, length);
            if (first)
            {
                plane.CopyTo(_best.AsSpan(start));
                _labels.AsSpan(start, length).Fill(label);
            }
            else
            {
                Improve(plane, _best.AsSpan(start, length), _labels.AsSpan(start, length), label);
            }
        });
    }

    /// <summary>Strictly greater wins. Every width of vector and the tail follow the same rule.</summary>
    internal static void Improve(ReadOnlySpan<float> scores, Span<float> best, Span<ushort> labels, ushort label)
    {
        int i = 0, lanes = Vector<float>.Count;
        var word = new Vector<ushort>(label);
        for (; i <= scores.Length - (2 * lanes); i += 2 * lanes)
        {
            Vector<float> lowScore = new(scores[i..]), highScore = new(scores[(i + lanes)..]);
            Vector<float> lowBest = new(best[i..]), highBest = new(best[(i + lanes)..]);
            Vector<int> low = Vector.GreaterThan(lowScore, lowBest), high = Vector.GreaterThan(highScore, highBest);
            if (Vector.EqualsAll(low | high, Vector<int>.Zero))
            {
                continue;
            }

            Vector.ConditionalSelect(low, lowScore, lowBest).CopyTo(best[i..]);
            Vector.ConditionalSelect(high, highScore, highBest).CopyTo(best[(i + lanes)..]);
            Vector<ushort> won = Vector.AsVectorUInt16(Vector.Narrow(low, high));
            Vector.ConditionalSelect(won, word, new Vector<ushort>(labels[i..])).CopyTo(labels[i..]);
        }

        for (; i < scores.Length; i++)
        {
            if (scores[i] > best[i])
            {
                (best[i], labels[i]) = (scores[i], label);
            }
        }
    }
}
