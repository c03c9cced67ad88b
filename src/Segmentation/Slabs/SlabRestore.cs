using DicomNode.Segmentation.Pipeline;

namespace DicomNode.Segmentation.Slabs;

/// <summary>
/// Scores to labels on the source grid, slab after slab. A voxel whose neighbours on the scores' grid are all of one class is of that class, whatever the weights of the
/// interpolation; only at borders scores are divided, activated, interpolated and compared. (Where two classes differ by less than float32 holds, a tie of rounding is
/// not made, so the class that is ahead wins where interpolating all would take the first.)
/// </summary>
internal sealed class SlabRestore : ISlabSink
{
    private readonly OutputSpec _output;
    private readonly GridSampling _sampling;
    private readonly Memory<ushort> _labels;
    private Work? _work;

    /// <param name="sampling">The source grid on the tensor.</param>
    /// <param name="labels">Receives the labels; shape of the source grid.</param>
    public SlabRestore(OutputSpec output, GridSampling sampling, Memory<ushort> labels)
    {
        ArgumentOutOfRangeException.ThrowIfNotEqual(labels.Length, sampling.Shape.Length);
        (_output, _sampling, _labels) = (output, sampling, labels);
    }

    public int RowAxis => _sampling.TensorAxis(2);

    public int SliceAxis => _sampling.TensorAxis(0);

    public void Take(ScoreRing ring, int end, ParallelOptions options)
    {
        (SlabWalk walk, SlabDecisions decisions, ScoreRules rules) = _work ??= Begin(ring);
        while (walk.Next(ring, end, options) is int[] indices)
        {
            decisions.Decide(walk.Slab, options);
            Activation before = rules.Before(_sampling.Interpolates);
            if (decisions.IsLazy && _sampling.Interpolates && (ring.IsWeighted || before != Activation.None))
            {
                SlabBorders.Activate(walk.Slab, decisions.Values, before, options);
            }

            Restore(walk.Slab, decisions, rules, walk.SourceAxis, indices, options);
        }
    }

    private Work Begin(ScoreRing ring)
    {
        var rules = new ScoreRules(_output, ring.Channels);
        if (_sampling.HasOutside && _sampling.Interpolates && rules.Outside != 0) // labels that were only moved are 0 there
        {
            _labels.Span.Fill(rules.Outside);
        }

        return new Work(new SlabWalk(_sampling, ring), new SlabDecisions(rules, _sampling.Interpolates), rules);
    }

    private void Restore(ScoreSlab slab, SlabDecisions decisions, ScoreRules rules, int sourceAxis, int[] indices, ParallelOptions options)
    {
        int[][] made = [.. Enumerable.Range(0, 3).Select(_sampling.Inside)];
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
    private sealed record Work(SlabWalk Walk, SlabDecisions Decisions, ScoreRules Rules);
}
