using DicomNode.Segmentation.Pipeline;
using DicomNode.Segmentation.Volumes;

namespace DicomNode.Segmentation.Slabs;

/// <summary>Divides and activates scores only near the borders between decisions: nowhere else are they read again.</summary>
internal static class SlabBorders
{
    private const int Block = 16;
    private const ushort Mixed = ushort.MaxValue;

    public static void Activate(ScoreSlab slab, ReadOnlyMemory<ushort> decisions, Activation activation, ParallelOptions options)
    {
        VolumeShape shape = slab.Shape;
        int blocks = (shape.Width + Block - 1) / Block, rows = shape.Depth * shape.Height;
        ushort[] kinds = new ushort[rows * blocks];
        Parallel.For(0, rows, options, row =>
        {
            for (int b = 0; b < blocks; b++)
            {
                kinds[(row * blocks) + b] = KindOf(decisions.Span.Slice(row * shape.Width, shape.Width), b);
            }
        });
        Parallel.For(0, rows, options, () => new float[2 * shape.Width], (row, _, buffer) =>
        {
            for (int b = 0; b < blocks;)
            {
                int first = b;
                while (b < blocks && IsNeeded(kinds, shape, blocks, row, b))
                {
                    b++;
                }

                if (first < b)
                {
                    int start = first * Block;
                    ActivatedRow.Run(slab, (row * shape.Width) + start, Math.Min(b * Block, shape.Width) - start, activation, buffer);
                }
                else
                {
                    b++;
                }
            }

            return buffer;
        }, _ => { });
    }

    // the one decision of a block and of a voxel to each side
    private static ushort KindOf(ReadOnlySpan<ushort> row, int block)
    {
        int from = Math.Max(0, (block * Block) - 1), to = Math.Min(row.Length, ((block + 1) * Block) + 1);
        return row[from..to].ContainsAnyExcept(row[from]) ? Mixed : row[from];
    }

    private static bool IsNeeded(ushort[] kinds, VolumeShape shape, int blocks, int row, int block)
    {
        ushort kind = kinds[(row * blocks) + block];
        if (kind == Mixed)
        {
            return true;
        }

        (int z, int y) = Math.DivRem(row, shape.Height);
        for (int nearZ = Math.Max(0, z - 1); nearZ <= Math.Min(shape.Depth - 1, z + 1); nearZ++)
        {
            for (int nearY = Math.Max(0, y - 1); nearY <= Math.Min(shape.Height - 1, y + 1); nearY++)
            {
                if (kinds[(((nearZ * shape.Height) + nearY) * blocks) + block] != kind)
                {
                    return true;
                }
            }
        }

        return false;
    }
}
