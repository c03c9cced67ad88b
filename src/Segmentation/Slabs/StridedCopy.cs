using DicomNode.Segmentation.Volumes;

namespace DicomNode.Segmentation.Slabs;

/// <summary>A box of values from one order of axes to another.</summary>
internal static class StridedCopy
{
    private const int Block = 16; // floats of a cache line

    /// <param name="source">Its first value is the box's first.</param>
    /// <param name="from">Steps in the source along the three axes of the box.</param>
    /// <param name="made">Its first value is the box's first.</param>
    /// <param name="to">Steps in what is made; 1 along the last axis.</param>
    public static void Run(ReadOnlySpan<float> source, ReadOnlySpan<int> from, Span<float> made, ReadOnlySpan<int> to, VolumeShape size)
    {
        if (from[2] == 1)
        {
            for (int z = 0; z < size.Depth; z++)
            {
                for (int y = 0; y < size.Height; y++)
                {
                    source.Slice((z * from[0]) + (y * from[1]), size.Width).CopyTo(made[((z * to[0]) + (y * to[1]))..]);
                }
            }

            return;
        }

        // the axis that is fast in the source goes innermost, in blocks with the one that is fast in the result, so that cache lines are used whole
        (int outer, int fast) = from[0] == 1 ? (1, 0) : (0, 1);
        for (int i = 0; i < size[outer]; i++)
        {
            for (int startX = 0; startX < size.Width; startX += Block)
            {
                int endX = Math.Min(startX + Block, size.Width);
                for (int j = 0; j < size[fast]; j++)
                {
                    int read = (i * from[outer]) + (j * from[fast]), write = (i * to[outer]) + (j * to[fast]);
                    for (int x = startX; x < endX; x++)
                    {
                        made[write + x] = source[read + (x * from[2])];
                    }
                }
            }
        }
    }
}
