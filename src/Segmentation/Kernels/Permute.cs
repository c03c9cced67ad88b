using DicomNode.Segmentation.Volumes;

namespace DicomNode.Segmentation.Kernels;

/// <summary>Copies a volume in another order of axes.</summary>
internal static class Permute
{
    private const int Block = 16; // floats of a cache line

    /// <param name="source">Shape <paramref name="shape"/>.</param>
    /// <param name="made">Shape <c>order.Apply(shape)</c>.</param>
    public static void Run<T>(ReadOnlyMemory<T> source, VolumeShape shape, Memory<T> made, AxisOrder order, CancellationToken cancellationToken)
        where T : unmanaged
    {
        VolumeShape size = order.Apply(shape);
        int[] strides = [shape.SliceLength, shape.Width, 1];
        int[] step = new int[3];
        int first = 0;
        for (int axis = 0; axis < 3; axis++)
        {
            int stride = strides[order.SourceOf(axis)];
            step[axis] = order.IsReversed(axis) ? -stride : stride;
            first += order.IsReversed(axis) ? stride * (size[axis] - 1) : 0;
        }

        // a block in z and x: whichever of them is fast in the source, every cache line is used whole
        Parallel.For(0, (size.Depth + Block - 1) / Block, new ParallelOptions { CancellationToken = cancellationToken }, block =>
        {
            ReadOnlySpan<T> read = source.Span;
            Span<T> write = made.Span;
            int endZ = Math.Min((block + 1) * Block, size.Depth);
            for (int y = 0; y < size.Height; y++)
            {
                for (int startX = 0; startX < size.Width; startX += Block)
                {
                    int endX = Math.Min(startX + Block, size.Width);
                    for (int z = block * Block; z < endZ; z++)
                    {
                        int from = first + (z * step[0]) + (y * step[1]), to = ((z * size.Height) + y) * size.Width;
                        for (int x = startX; x < endX; x++)
                        {
                            write[to + x] = read[from + (x * step[2])];
                        }
                    }
                }
            }
        });
    }
}
