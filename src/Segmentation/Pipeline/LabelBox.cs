using DicomNode.Segmentation.Volumes;

namespace DicomNode.Segmentation.Pipeline;

/// <summary>A box of voxels.</summary>
internal readonly record struct LabelBox((int Z, int Y, int X) First, VolumeShape Size)
{
    /// <summary>The smallest box with all voxels of some labels; null: there are none.</summary>
    public static LabelBox? Around(Volume<ushort> volume, IReadOnlyList<int> labels, CancellationToken cancellationToken)
    {
        ushort[] meant = [.. labels.Select(l => (ushort)l)];
        VolumeShape shape = volume.Shape;
        var slices = new (int Top, int Bottom, int Left, int Right)[shape.Depth];
        Parallel.For(0, shape.Depth, new ParallelOptions { CancellationToken = cancellationToken }, z =>
        {
            (int top, int bottom, int left, int right) = (int.MaxValue, -1, int.MaxValue, -1);
            for (int y = 0; y < shape.Height; y++)
            {
                ReadOnlySpan<ushort> row = volume.Slice(z).Slice(y * shape.Width, shape.Width);
                int first = row.IndexOfAny(meant);
                if (first >= 0)
                {
                    (top, bottom, left, right) = (Math.Min(top, y), y, Math.Min(left, first), Math.Max(right, row.LastIndexOfAny(meant)));
                }
            }

            slices[z] = (top, bottom, left, right);
        });
        int from = Array.FindIndex(slices, s => s.Bottom >= 0), to = Array.FindLastIndex(slices, s => s.Bottom >= 0);
        if (from < 0)
        {
            return null;
        }

        (int y0, int x0) = (slices.Min(s => s.Top), slices.Min(s => s.Left));
        return new((from, y0, x0), new VolumeShape(to + 1 - from, slices.Max(s => s.Bottom) + 1 - y0, slices.Max(s => s.Right) + 1 - x0));
    }

    /// <summary>Larger on all sides, as far as the volume goes.</summary>
    /// <param name="voxels">Along z, y, x.</param>
    public LabelBox Grown(int[] voxels, VolumeShape within)
    {
        (int z, int y, int x) = (Math.Max(First.Z - voxels[0], 0), Math.Max(First.Y - voxels[1], 0), Math.Max(First.X - voxels[2], 0));
        return new((z, y, x), new VolumeShape(
            Math.Min(First.Z + Size.Depth + voxels[0], within.Depth) - z, Math.Min(First.Y + Size.Height + voxels[1], within.Height) - y,
            Math.Min(First.X + Size.Width + voxels[2], within.Width) - x));
    }
}
