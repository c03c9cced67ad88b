using System.Numerics.Tensors;
using DicomNode.Segmentation.Pipeline;
using DicomNode.Segmentation.Volumes;

namespace DicomNode.Segmentation.Slabs;

/// <summary>
/// Weighted sums of scores for as many slices of the tensor as windows that are not done can touch. Windows come ordered along one axis; a slice that none of them will
/// touch any more is read and its place is taken by another one, so scores of the whole tensor never exist.
/// </summary>
internal sealed class ScoreRing
{
    private readonly Memory<float>[] _planes;
    private readonly WindowWeighting? _weighting;
    private readonly VolumeShape _stored;

    /// <param name="tensor">The whole.</param>
    /// <param name="axis">The tensor axis along which windows are ordered.</param>
    /// <param name="slots">Slices that the ring holds; those of the whole axis: it never turns.</param>
    /// <param name="weighting">Null: windows overlap nowhere.</param>
    public ScoreRing(int channels, VolumeShape tensor, int axis, int slots, WindowWeighting? weighting)
        : this(Allocate(channels, Stored(tensor, axis, slots)), tensor, axis, slots, weighting)
    {
    }

    private ScoreRing(Memory<float>[] planes, VolumeShape tensor, int axis, int slots, WindowWeighting? weighting)
    {
        (_planes, Tensor, Axis, Slots, _weighting) = (planes, tensor, axis, slots, weighting);
        _stored = Stored(tensor, axis, slots);
    }

    public VolumeShape Tensor { get; }

    public int Axis { get; }

    public int Slots { get; }

    public int Channels => _planes.Length;

    /// <summary>Sums have to be divided by sums of weights before they are compared with anything but each other.</summary>
    public bool IsWeighted => _weighting is not null;

    /// <summary>Scores that are all there.</summary>
    public static ScoreRing Over(IReadOnlyList<Memory<float>> planes, VolumeShape tensor, int axis) => new([.. planes], tensor, axis, tensor[axis], null);

    /// <summary>Shape of what is stored of a channel.</summary>
    public static VolumeShape Stored(VolumeShape tensor, int axis, int slots) =>
        new(axis == 0 ? slots : tensor.Depth, axis == 1 ? slots : tensor.Height, axis == 2 ? slots : tensor.Width);

    /// <summary>Adds the scores of a window.</summary>
    /// <param name="scores">A plane of <paramref name="size"/> for each channel.</param>
    public void Add(Memory<float>[] scores, VolumeShape size, WindowSpan z, WindowSpan y, WindowSpan x, ParallelOptions options)
    {
        ArgumentOutOfRangeException.ThrowIfNotEqual(scores.Length, Channels);
        float[]? weights = _weighting?.Window;
        SlotRange[] pieces = Axis == 2 ? [.. SlotRange.Of(x.KeepFrom, x.KeepTo, Slots)] : [new SlotRange(x.KeepFrom, x.KeepFrom, x.KeepTo - x.KeepFrom)];
        Parallel.For(0, Channels * (z.KeepTo - z.KeepFrom), options, item =>
        {
            (int channel, int slice) = Math.DivRem(item, z.KeepTo - z.KeepFrom);
            Span<float> sums = _planes[channel].Span;
            ReadOnlySpan<float> window = scores[channel].Span;
            for (int row = y.KeepFrom; row < y.KeepTo; row++)
            {
                int from = ((((z.KeepFrom + slice - z.Start) * size.Height) + row - y.Start) * size.Width) + x.KeepFrom - x.Start;
                int to = ((Slot(0, z.KeepFrom + slice) * _stored.Height) + Slot(1, row)) * _stored.Width;
                foreach (SlotRange piece in pieces)
                {
                    int offset = from + piece.Slice - x.KeepFrom;
                    WeightedSum.Add(window.Slice(offset, piece.Count), weights is null ? default : weights.AsSpan(offset, piece.Count), sums.Slice(to + piece.Slot, piece.Count));
                }
            }
        });
    }

    /// <summary>The slices' places are free for others.</summary>
    public void Clear(int first, int end, ParallelOptions options) => Parallel.For(0, Channels, options, channel =>
    {
        foreach (SlotRange range in SlotRange.Of(first, end, Slots))
        {
            int run = range.Count * Inner(Axis), step = _stored[Axis] * Inner(Axis);
            Span<float> plane = _planes[channel].Span;
            for (int start = range.Slot * Inner(Axis); start < plane.Length; start += step)
            {
                plane.Slice(start, run).Clear();
            }
        }
    });

    /// <summary>Copies slices of all channels out of the ring, and what they are to be divided by.</summary>
    /// <param name="slab">Says which slices, and takes them in its own order of axes.</param>
    public void CopyTo(ScoreSlab slab, ParallelOptions options)
    {
        Parallel.For(0, Channels, options, channel => Copy(_planes[channel].Span, _stored, SlotRange.Of(slab.First, slab.End, Slots), slab, slab.Planes[channel].Span));
        if (_weighting is not null)
        {
            VolumeShape shape = Stored(Tensor, Axis, slab.End - slab.First);
            float[] totals = new float[shape.Length];
            int First(int axis) => axis == Axis ? slab.First : 0;
            Parallel.For(0, shape.Depth * shape.Height, options, row =>
                _weighting.Total((row / shape.Height) + First(0), (row % shape.Height) + First(1), First(2), totals.AsSpan(row * shape.Width, shape.Width)));
            Copy(totals, shape, [new SlotRange(slab.First, 0, slab.End - slab.First)], slab, slab.Weights.Span);
        }
    }

    /// <summary>Scores of the whole tensor, divided. Only of a ring that never turned, and only once.</summary>
    public Memory<float>[] ToPlanes(ParallelOptions options)
    {
        ArgumentOutOfRangeException.ThrowIfNotEqual(Slots, Tensor[Axis]);
        if (_weighting is not null)
        {
            Parallel.For(0, Tensor.Depth * Tensor.Height, options, () => new float[Tensor.Width], (row, _, total) =>
            {
                _weighting.Total(row / Tensor.Height, row % Tensor.Height, 0, total);
                foreach (Memory<float> plane in _planes)
                {
                    Span<float> values = plane.Span.Slice(row * Tensor.Width, Tensor.Width);
                    TensorPrimitives.Divide<float>(values, total, values);
                }

                return total;
            }, _ => { });
        }

        return _planes;
    }

    private void Copy(ReadOnlySpan<float> plane, VolumeShape stored, IEnumerable<SlotRange> ranges, ScoreSlab slab, Span<float> made)
    {
        int[] strides = [stored.SliceLength, stored.Width, 1];
        foreach (SlotRange range in ranges)
        {
            VolumeShape size = Replaced(slab.Shape, slab.Along, range.Count);
            StridedCopy.Run(
                plane[(range.Slot * strides[Axis])..], [.. slab.Axes.Select(a => strides[a])],
                made[((range.Slice - slab.First) * slab.Stride(slab.Along))..], [slab.Stride(0), slab.Stride(1), slab.Stride(2)], size);
        }
    }

    private static VolumeShape Replaced(VolumeShape shape, int axis, int n) => new(axis == 0 ? n : shape.Depth, axis == 1 ? n : shape.Height, axis == 2 ? n : shape.Width);

    private static Memory<float>[] Allocate(int channels, VolumeShape stored) => [.. Enumerable.Range(0, channels).Select(_ => new float[stored.Length].AsMemory())];

    private int Slot(int axis, int index) => axis == Axis ? index % Slots : index;

    // values of one slot of the ring that lie side by side
    private int Inner(int axis) => axis switch { 0 => _stored.SliceLength, 1 => _stored.Width, _ => 1 };
}
