using DicomNode.Segmentation.Volumes;

namespace DicomNode.Segmentation.Kernels;

/// <summary>Boxes cut out of a volume.</summary>
internal static class Windows
{
    /// <param name="volume">Shape <paramref name="shape"/>.</param>
    /// <param name="first">The box's first voxel.</param>
    /// <param name="window">Receives the box, <paramref name="size"/>, which lies inside the volume.</param>
    public static void Cut(ReadOnlyMemory<float> volume, VolumeShape shape, (int Z, int Y, int X) first, Span<float> window, VolumeShape size)
    {
        ReadOnlySpan<float> source = volume.Span;
        for (int z = 0; z < size.Depth; z++)
        {
            for (int y = 0; y < size.Height; y++)
            {
                source.Slice(((((z + first.Z) * shape.Height) + y + first.Y) * shape.Width) + first.X, size.Width).CopyTo(window[(((z * size.Height) + y) * size.Width)..]);
            }
        }
    }

    /// <summary>Puts a part of a window down where it belongs.</summary>
    /// <param name="window">Shape <paramref name="size"/>.</param>
    /// <param name="first">Where the window's first voxel lies in the volume.</param>
    /// <param name="volume">Shape <paramref name="shape"/>.</param>
    /// <param name="from">The part's first voxel, in the volume.</param>
    /// <param name="to">The voxel behind its last, in the volume.</param>
    public static void Paste<T>(
        ReadOnlySpan<T> window, VolumeShape size, (int Z, int Y, int X) first, Span<T> volume, VolumeShape shape, (int Z, int Y, int X) from, (int Z, int Y, int X) to)
    {
        for (int z = from.Z; z < to.Z; z++)
        {
            for (int y = from.Y; y < to.Y; y++)
            {
                int read = ((((z - first.Z) * size.Height) + y - first.Y) * size.Width) + from.X - first.X;
                window.Slice(read, to.X - from.X).CopyTo(volume[((((z * shape.Height) + y) * shape.Width) + from.X)..]);
            }
        }
    }
}
