using DicomNode.Segmentation.Kernels;
using DicomNode.Segmentation.Volumes;

namespace DicomNode.Segmentation.Slabs;

/// <summary>A few slices of the scores, of all channels, in an order of axes of its own.</summary>
internal sealed class ScoreSlab
{
    private readonly VolumeShape _whole;
    private readonly int _along;
    private readonly float[][] _buffers;
    private readonly float[] _weights;

    /// <param name="tensor">The whole.</param>
    /// <param name="axes">For every axis of the slab, the tensor axis along which it runs.</param>
    /// <param name="along">The tensor axis whose slices it holds.</param>
    /// <param name="slices">At most so many.</param>
    /// <param name="isWeighted">It holds sums that have to be divided.</param>
    public ScoreSlab(int channels, VolumeShape tensor, (int Z, int Y, int X) axes, int along, int slices, bool isWeighted)
    {
        Axes = [axes.Z, axes.Y, axes.X];
        _whole = new VolumeShape(tensor[axes.Z], tensor[axes.Y], tensor[axes.X]);
        _along = SlabAxis(along);
        int length = WithSlices(slices).Length;
        _buffers = [.. Enumerable.Range(0, channels).Select(_ => GC.AllocateUninitializedArray<float>(length))];
        _weights = isWeighted ? GC.AllocateUninitializedArray<float>(length) : [];
        Planes = [];
    }

    public int[] Axes { get; }

    /// <summary>The first slice, on the tensor.</summary>
    public int First { get; private set; }

    /// <summary>The slice behind the last.</summary>
    public int End => First + Shape[_along];

    /// <summary>Of what it holds now.</summary>
    public VolumeShape Shape { get; private set; }

    /// <summary>The slab axis along which <see cref="First"/> counts.</summary>
    public int Along => _along;

    /// <summary>One plane per channel, of <see cref="Shape"/>.</summary>
    public Memory<float>[] Planes { get; private set; }

    /// <summary>What the planes are to be divided by; empty: nothing.</summary>
    public Memory<float> Weights { get; private set; }

    /// <summary>Bytes that a slab takes.</summary>
    public static long BytesOf(int channels, VolumeShape tensor, int along, int slices, bool isWeighted) =>
        (channels + (isWeighted ? 1L : 0)) * slices * (tensor.Length / tensor[along]) * sizeof(float);

    public int SlabAxis(int tensorAxis) => Array.IndexOf(Axes, tensorAxis);

    /// <summary>From an index on the tensor to one on the slab.</summary>
    /// <param name="axis">Of the slab.</param>
    public SamplePoint Local(SamplePoint point, int axis) => axis != _along ? point : point with { Lower = point.Lower - First, Upper = point.Upper - First };

    public int Stride(int axis) => axis switch { 0 => Shape.SliceLength, 1 => Shape.Width, _ => 1 };

    /// <summary>From now on it stands for other slices; what is in the planes has no meaning until it is written.</summary>
    public void MoveTo(int first, int end)
    {
        First = first;
        Shape = WithSlices(end - first);
        Planes = [.. _buffers.Select(b => b.AsMemory(0, Shape.Length))];
        Weights = _weights.AsMemory(0, _weights.Length == 0 ? 0 : Shape.Length);
    }

    private VolumeShape WithSlices(int n) => new(_along == 0 ? n : _whole.Depth, _along == 1 ? n : _whole.Height, _along == 2 ? n : _whole.Width);
}
