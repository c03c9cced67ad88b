using DicomNode.Segmentation.Kernels;
using DicomNode.Segmentation.Pipeline;

namespace DicomNode.Segmentation.Slabs;

/// <summary>
/// Scores to labels on the source grid, slab after slab. A voxel whose neighbours on the scores' grid are all of one class is of that class, whatever the weights of the
/// interpolation; only at borders scores are divided, activated, interpolated and compared. (Where two classes differ by less than float32 holds, a tie of rounding is
/// not made, so the class that is ahead wins where interpolating all would take the first.)
/// </summary>
internal sealed class SlabRestore : ISlabSink
{
    /// <summary>Slices of a slab that are new; one that the last slab had comes with them.</summary>
    public const int Slices = 8;

    private readonly OutputSpec _output;
    private readonly GridSampling _sampling;
    private readonly Memory<ushort> _labels;
    private Work? _work;
    private int _next;

    /// <param name="sampling">The source grid on the tensor.</param>
    /// <param name="labels">Receives the labels; shape of the source grid.</param>
    public SlabRestore(OutputSpec output, GridSampling sampling, Memory<ushort> labels)
    {
        ArgumentOutOfRangeException.ThrowIfNotEqual(labels.Length, sampling.Shape.Length);
        (_output, _sampling, _labels) = (output, sampling, labels);
    }

    public int RowAxis => _sampling.TensorAxis(2);

    public void Take(ScoreRing ring, int end, ParallelOptions options)
    {
        (ScoreSlab slab, SlabDecisions decisions, ScoreRules rules, int sourceAxis, int[] order) = _work ??= Begin(ring);
        ReadOnlySpan<SamplePoint> along = _sampling.Points(sourceAxis);
        while (_next < order.Length && along[order[_next]].Upper < end)
        {
            int first = along[order[_next]].Lower, from = _next;
            slab.MoveTo(first, Math.Min(end, first + Slices + 1));
            while (_next < order.Length && along[order[_next]].Upper < slab.End)
            {
                _next++;
            }

            ring.CopyTo(slab, options);
            decisions.Decide(slab, options);
            Activation before = rules.Before(_sampling.Interpolates);
            if (decisions.IsLazy && _sampling.Interpolates && (ring.IsWeighted || before != Activation.None))
            {
                SlabBorders.Activate(slab, decisions.Values, before, options);
            }

            Restore(slab, decisions, rules, sourceAxis, order[from.._next], options);
        }
    }

    private Work Begin(ScoreRing ring)
    {
        var rules = new ScoreRules(_output, ring.Channels);
        if (_sampling.HasOutside && _sampling.Interpolates && rules.Outside != 0) // labels that were only moved are 0 there
        {
            _labels.Span.Fill(rules.Outside);
        }

        int[] axes = [_sampling.TensorAxis(0), _sampling.TensorAxis(1), _sampling.TensorAxis(2)];
        int sourceAxis = Array.IndexOf(axes, ring.Axis);
        SamplePoint[] along = _sampling.Points(sourceAxis).ToArray();
        return new Work(
            new ScoreSlab(ring.Channels, ring.Tensor, (axes[0], axes[1], axes[2]), ring.Axis, Slices + 1, ring.IsWeighted), new SlabDecisions(rules, _sampling.Interpolates), rules,
            sourceAxis, [.. Inside(sourceAxis).OrderBy(i => along[i].Upper).ThenBy(i => along[i].Lower)]);
    }

    private int[] Inside(int axis)
    {
        SamplePoint[] points = _sampling.Points(axis).ToArray();
        return [.. Enumerable.Range(0, points.Length).Where(i => !points[i].IsOutside)];
    }

    private void Restore(ScoreSlab slab, SlabDecisions decisions, ScoreRules rules, int sourceAxis, int[] indices, ParallelOptions options)
    {
        int[][] made = [.. Enumerable.Range(0, 3).Select(Inside)];
        made[sourceAxis] = indices;
        if (made.Any(m => m.Length == 0))
        {
            return;
        }

        Array.Sort(made[2]);
        var rows = new SlabRows(slab, decisions, rules, _sampling, made[2][0], made[2][^1] + 1);
        Parallel.For(0, made[0].Length * made[1].Length, options, rows.NewScratch, (i, _, scratch) =>
        {
            (int z, int y) = (made[0][i / made[1].Length], made[1][i % made[1].Length]);
            rows.Run(z, y, _labels.Span.Slice(((z * _sampling.Shape.Height) + y) * _sampling.Shape.Width, _sampling.Shape.Width), scratch);
            return scratch;
        }, _ => { });
    }

    /// <summary>What is known once the first scores are there.</summary>
    /// <param name="SourceAxis">The source axis along which slices become final.</param>
    /// <param name="Order">Source indices along it, in the order in which the slices that they are made of become final.</param>
    private sealed record Work(ScoreSlab Slab, SlabDecisions Decisions, ScoreRules Rules, int SourceAxis, int[] Order);
}
