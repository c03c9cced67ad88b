using System.Numerics.Tensors;
using DicomNode.Segmentation.Kernels;
using DicomNode.Segmentation.Pipeline;

namespace DicomNode.Segmentation.Slabs;

/// <summary>What every voxel of a slab is decided to be, on the grid of the scores.</summary>
/// <param name="isBlended">Scores are resampled afterwards.</param>
internal sealed class SlabDecisions(ScoreRules rules, bool isBlended)
{
    private ushort[] _values = [];
    private int _length;

    /// <summary>Of the slab that was decided last, in its shape.</summary>
    public ReadOnlyMemory<ushort> Values => _values.AsMemory(0, _length);

    /// <summary>Softmax and division can wait until it is known which voxels need them: an argmax is the same without.</summary>
    public bool IsLazy => rules.IsArgmax && rules.Before(isBlended) != Activation.Sigmoid;

    /// <summary>Decides; where it is not <see cref="IsLazy"/> the scores are divided and activated first, in place.</summary>
    public void Decide(ScoreSlab slab, ParallelOptions options)
    {
        _length = slab.Shape.Length;
        if (_values.Length < _length)
        {
            _values = GC.AllocateUninitializedArray<ushort>(_length);
        }

        int width = slab.Shape.Width;
        Parallel.For(0, _length / width, options, () => new float[2 * width], (row, _, buffer) =>
        {
            if (!IsLazy)
            {
                ActivatedRow.Run(slab, row * width, width, rules.Before(isBlended), buffer);
            }

            Row(slab, row * width, _values.AsSpan(row * width, width), buffer.AsSpan(0, width));
            return buffer;
        }, _ => { });
    }

    private void Row(ScoreSlab slab, int start, Span<ushort> decisions, Span<float> buffer)
    {
        if (rules.IsArgmax)
        {
            slab.Planes[0].Span.Slice(start, buffer.Length).CopyTo(buffer);
            decisions.Clear();
            for (int c = 1; c < slab.Planes.Length; c++)
            {
                Argmax.Improve(slab.Planes[c].Span.Slice(start, buffer.Length), buffer, decisions, (ushort)c);
            }

            return;
        }

        decisions.Clear();
        for (int i = 0; i < rules.Rules.Count; i++)
        {
            ReadOnlySpan<float> scores = slab.Planes[rules.Rules[i].Channel].Span.Slice(start, buffer.Length);
            if (isBlended && rules.After == Activation.Sigmoid)
            {
                TensorPrimitives.Sigmoid(scores, buffer);
                scores = buffer;
            }

            ThresholdScores.Slice(scores, rules.Threshold, (ushort)(i + 1), decisions);
        }
    }
}
