using DicomNode.Segmentation.Pipeline;
using DicomNode.Segmentation.Volumes;

namespace DicomNode.Segmentation.Slabs;

/// <summary>Decides labels on the grid of the scores, slab after slab.</summary>
/// <param name="tensor">The whole.</param>
internal sealed class SlabLabels(OutputSpec output, VolumeShape tensor) : ISlabSink
{
    private const int Slices = 8;

    private readonly ushort[] _labels = new ushort[tensor.Length];
    private (ScoreSlab Slab, ScoreRules Rules, SlabDecisions Decisions)? _work;
    private int _done;

    /// <summary>Shape of the tensor.</summary>
    public Memory<ushort> Labels => _labels;

    public int RowAxis => 2;

    public int SliceAxis => 0;

    public void Take(ScoreRing ring, int end, ParallelOptions options)
    {
        (ScoreSlab slab, ScoreRules rules, SlabDecisions decisions) = _work ??= Begin(ring);
        for (; _done < end; _done = slab.End)
        {
            slab.MoveTo(_done, Math.Min(_done + Slices, end));
            ring.CopyTo(slab, options);
            decisions.Decide(slab, options);
            int First(int axis) => axis == ring.Axis ? _done : 0;
            VolumeShape shape = slab.Shape;
            for (int row = 0; row < shape.Depth * shape.Height; row++)
            {
                int to = (((row / shape.Height) + First(0)) * tensor.SliceLength) + (((row % shape.Height) + First(1)) * tensor.Width) + First(2);
                ReadOnlySpan<ushort> decided = decisions.Values.Span.Slice(row * shape.Width, shape.Width);
                for (int x = 0; x < decided.Length; x++)
                {
                    _labels[to + x] = rules.Labels[decided[x]];
                }
            }
        }
    }

    private (ScoreSlab, ScoreRules, SlabDecisions) Begin(ScoreRing ring)
    {
        var rules = new ScoreRules(output, ring.Channels);
        return (new ScoreSlab(ring.Channels, tensor, (0, 1, 2), ring.Axis, Slices, ring.IsWeighted), rules, new SlabDecisions(rules, isBlended: false));
    }
}
