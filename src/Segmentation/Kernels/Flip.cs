using System.Buffers;
using System.Numerics.Tensors;
using DicomNode.Segmentation.Volumes;

namespace DicomNode.Segmentation.Kernels;

/// <summary>Volumes that lie one behind the other, each read from its far end along some axes.</summary>
/// <param name="Z">Slices are in reverse.</param>
/// <param name="Y">Rows are in reverse.</param>
/// <param name="X">Columns are in reverse.</param>
internal readonly record struct Flip(bool Z, bool Y, bool X)
{
    /// <summary>All combinations of flips of these axes (0 = z), the unflipped one first.</summary>
    public static IReadOnlyList<Flip> Combinations(IReadOnlyList<int> axes) =>
        [.. Enumerable.Range(0, 1 << axes.Count).Select(bits => new Flip(Has(axes, bits, 0), Has(axes, bits, 1), Has(axes, bits, 2)))];

    /// <param name="source">Any number of volumes of <paramref name="shape"/>.</param>
    /// <param name="flipped">Receives as many.</param>
    public void Copy(ReadOnlyMemory<float> source, VolumeShape shape, Memory<float> flipped, CancellationToken cancellationToken)
    {
        bool reversed = X;
        Each(source, shape, flipped, (row, target, _) =>
        {
            row.CopyTo(target);
            if (reversed)
            {
                target.Reverse();
            }
        }, cancellationToken);
    }

    /// <summary>Adds the flipped volumes to what is there. A flip is its own inverse, so this brings the scores of a flipped window back.</summary>
    public void AddTo(ReadOnlyMemory<float> source, VolumeShape shape, Memory<float> sum, CancellationToken cancellationToken)
    {
        bool reversed = X;
        Each(source, shape, sum, (row, target, buffer) =>
        {
            if (reversed)
            {
                row.CopyTo(buffer);
                buffer.Reverse();
                row = buffer;
            }

            TensorPrimitives.Add(target, row, target);
        }, cancellationToken);
    }

    private static bool Has(IReadOnlyList<int> axes, int bits, int axis) => Enumerable.Range(0, axes.Count).Any(i => axes[i] == axis && (bits >> i & 1) != 0);

    private delegate void RowAction(ReadOnlySpan<float> row, Span<float> target, Span<float> buffer);

    private void Each(ReadOnlyMemory<float> source, VolumeShape shape, Memory<float> target, RowAction action, CancellationToken cancellationToken)
    {
        ArgumentOutOfRangeException.ThrowIfNotEqual(target.Length, source.Length);
        (bool z, bool y) = (Z, Y);
        int slices = source.Length / shape.SliceLength;
        Parallel.For(0, slices, new ParallelOptions { CancellationToken = cancellationToken }, slice =>
        {
            (int volume, int at) = Math.DivRem(slice, shape.Depth);
            int read = ((volume * shape.Depth) + (z ? shape.Depth - 1 - at : at)) * shape.SliceLength;
            float[] buffer = ArrayPool<float>.Shared.Rent(shape.Width);
            for (int row = 0; row < shape.Height; row++)
            {
                int readRow = y ? shape.Height - 1 - row : row;
                action(
                    source.Span.Slice(read + (readRow * shape.Width), shape.Width), target.Span.Slice((slice * shape.SliceLength) + (row * shape.Width), shape.Width),
                    buffer.AsSpan(0, shape.Width));
            }

            ArrayPool<float>.Shared.Return(buffer);
        });
    }
}
