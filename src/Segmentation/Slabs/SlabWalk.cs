using DicomNode.Segmentation.Kernels;

namespace DicomNode.Segmentation.Slabs;

/// <summary>Goes along the source axis on which slices become final, with a slab of the scores that they are made of.</summary>
internal sealed class SlabWalk
{
    /// <summary>Slices of a slab that are new; one that the last slab had comes with them.</summary>
    public const int Slices = 8;

    private readonly SamplePoint[] _along;
    private readonly int[] _order; // source indices, in the order in which the slices that they are made of become final
    private int _next;

    /// <param name="sampling">The source grid on the tensor.</param>
    public SlabWalk(GridSampling sampling, ScoreRing ring)
    {
        int[] axes = [sampling.TensorAxis(0), sampling.TensorAxis(1), sampling.TensorAxis(2)];
        SourceAxis = Array.IndexOf(axes, ring.Axis);
        Slab = new ScoreSlab(ring.Channels, ring.Tensor, (axes[0], axes[1], axes[2]), ring.Axis, Slices + 1, ring.IsWeighted);
        SamplePoint[] along = _along = sampling.Points(SourceAxis).ToArray();
        _order = [.. sampling.Inside(SourceAxis).OrderBy(i => along[i].Upper).ThenBy(i => along[i].Lower)];
    }

    /// <summary>Its axes are those of the source.</summary>
    public ScoreSlab Slab { get; }

    /// <summary>The source axis along which slices become final.</summary>
    public int SourceAxis { get; }

    /// <summary>Moves the slab to the next slices that are final and takes their scores.</summary>
    /// <param name="end">Slices of the tensor before it are final.</param>
    /// <returns>The indices along <see cref="SourceAxis"/> that can be made of the slab; null: none before more is final.</returns>
    public int[]? Next(ScoreRing ring, int end, ParallelOptions options)
    {
        if (_next == _order.Length || _along[_order[_next]].Upper >= end)
        {
            return null;
        }

        int first = _along[_order[_next]].Lower, from = _next;
        Slab.MoveTo(first, Math.Min(end, first + Slices + 1));
        while (_next < _order.Length && _along[_order[_next]].Upper < Slab.End)
        {
            _next++;
        }

        ring.CopyTo(Slab, options);
        return _order[from.._next];
    }
}
