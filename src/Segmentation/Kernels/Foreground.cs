using System.Numerics.Tensors;
using DicomNode.Segmentation.Volumes;

namespace DicomNode.Segmentation.Kernels;

/// <summary>Where something is in a volume.</summary>
internal static class Foreground
{
    /// <summary>The smallest box with all voxels above a threshold in any channel.</summary>
    /// <param name="channels">Each of <paramref name="shape"/>.</param>
    /// <param name="isIn">Whether a row has a voxel that is meant, and the first and last of them: -1 where there is none.</param>
    /// <returns>First voxel and the voxel behind the last; null: there is none.</returns>
    public static ((int Z, int Y, int X) From, (int Z, int Y, int X) To)? Box(
        IReadOnlyList<Memory<float>> channels, VolumeShape shape, RowRange isIn, CancellationToken cancellationToken)
    {
        var boxes = new (int Top, int Bottom, int Left, int Right)[shape.Depth];
        Parallel.For(0, shape.Depth, new ParallelOptions { CancellationToken = cancellationToken }, z =>
        {
            (int top, int bottom, int left, int right) = (int.MaxValue, -1, int.MaxValue, -1);
            foreach (Memory<float> channel in channels)
            {
                for (int y = 0; y < shape.Height; y++)
                {
                    (int first, int last) = isIn(channel.Span.Slice(((z * shape.Height) + y) * shape.Width, shape.Width));
                    if (first >= 0)
                    {
                        (top, bottom, left, right) = (Math.Min(top, y), Math.Max(bottom, y), Math.Min(left, first), Math.Max(right, last));
                    }
                }
            }

            boxes[z] = (top, bottom, left, right);
        });
        int from = Array.FindIndex(boxes, b => b.Bottom >= 0), to = Array.FindLastIndex(boxes, b => b.Bottom >= 0);
        return from < 0 ? null : ((from, boxes.Min(b => b.Top), boxes.Min(b => b.Left)), (to + 1, boxes.Max(b => b.Bottom) + 1, boxes.Max(b => b.Right) + 1));
    }

    /// <summary>The first and the last voxel of a row that is meant; -1 where there is none.</summary>
    public delegate (int First, int Last) RowRange(ReadOnlySpan<float> row);

    public static RowRange Above(float threshold) => row =>
    {
        if (row.Length == 0 || !(TensorPrimitives.Max(row) > threshold))
        {
            return (-1, -1);
        }

        int first = 0, last = row.Length - 1;
        while (!(row[first] > threshold))
        {
            first++;
        }

        while (!(row[last] > threshold))
        {
            last--;
        }

        return (first, last);
    };

    public static (int First, int Last) Nonzero(ReadOnlySpan<float> row) => (row.IndexOfAnyExcept(0f), row.LastIndexOfAnyExcept(0f));

    /// <summary>1 where any channel is not zero, and in what such voxels enclose (scipy's binary_fill_holes, face neighbours); 0 elsewhere.</summary>
    public static ushort[] FilledMask(IReadOnlyList<Memory<float>> channels, VolumeShape shape, CancellationToken cancellationToken)
    {
        ushort[] mask = new ushort[shape.Length];
        Parallel.For(0, shape.Depth, new ParallelOptions { CancellationToken = cancellationToken }, z =>
        {
            foreach (Memory<float> channel in channels)
            {
                ReadOnlySpan<float> slice = channel.Span.Slice(z * shape.SliceLength, shape.SliceLength);
                Span<ushort> marked = mask.AsSpan(z * shape.SliceLength, shape.SliceLength);
                for (int i = 0; i < slice.Length; i++)
                {
                    marked[i] |= slice[i] != 0 ? (ushort)1 : (ushort)0;
                }
            }
        });
        ushort[] background = new ushort[ushort.MaxValue + 1];
        background[0] = 1;
        var empty = ConnectedComponents.Find(mask, shape, background, new Neighbourhood(6, IsPlanar: false));
        bool[] open = empty.TouchesBorder(isPlanar: false);
        empty.Write(mask, c => !open[c], 1);
        return mask;
    }
}
