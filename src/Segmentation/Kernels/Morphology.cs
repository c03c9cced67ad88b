using System.Numerics.Tensors;

namespace DicomNode.Segmentation.Kernels;

/// <summary>
/// Erosion and dilation of a mask by a ball. Outside of the volume is neither mask nor background: a mask that is cut by the border is not eroded there.
/// Time grows with the rows of the volume and with the radius in voxels.
/// </summary>
internal static class Morphology
{
    public static BitMask Dilate(BitMask mask, Ball ball, CancellationToken cancellationToken)
    {
        BitMask made = new(mask.Shape);
        (int depth, int height) = (mask.Shape.Depth, mask.Shape.Height);
        made.EachSlice((first, _) =>
        {
            int z = first / height;
            ulong[] grown = new ulong[mask.Row(0).Length];
            for (int from = Math.Max(0, z - ball.Slices); from <= Math.Min(depth - 1, z + ball.Slices); from++)
            {
                for (int y = 0; y < height; y++)
                {
                    ReadOnlySpan<ulong> row = mask.Row((from * height) + y);
                    if (row.ContainsAnyExcept(0ul))
                    {
                        row.CopyTo(grown);
                        AddRows(made, first, y, grown, ball.Reach(from - z));
                    }
                }
            }

            for (int y = 0; y < height; y++)
            {
                made.Trim(first + y);
            }
        }, cancellationToken);
        return made;
    }

    public static BitMask Erode(BitMask mask, Ball ball, CancellationToken cancellationToken) => Dilate(mask.Inverted(), ball, cancellationToken).Inverted();

    /// <summary>A row grows step by step, and at every width goes to the two rows that the ball reaches with it, the farthest first.</summary>
    private static void AddRows(BitMask made, int firstRow, int y, Span<ulong> grown, ReadOnlySpan<int> reach)
    {
        for (int dy = reach.Length - 1, width = 0; dy >= 0; dy--)
        {
            for (; width < reach[dy]; width++)
            {
                GrowByOne(grown);
            }

            if (y >= dy)
            {
                Unite(grown, made.Row(firstRow + y - dy));
            }

            if (dy > 0 && y + dy < made.Shape.Height)
            {
                Unite(grown, made.Row(firstRow + y + dy));
            }
        }
    }

    private static void GrowByOne(Span<ulong> row)
    {
        ulong before = 0;
        for (int i = 0; i < row.Length; i++)
        {
            ulong word = row[i], next = i + 1 < row.Length ? row[i + 1] : 0;
            row[i] = word | (word << 1) | (word >> 1) | (before >> 63) | (next << 63);
            before = word;
        }
    }

    private static void Unite(ReadOnlySpan<ulong> row, Span<ulong> into) => TensorPrimitives.BitwiseOr(into, row, into);
}
