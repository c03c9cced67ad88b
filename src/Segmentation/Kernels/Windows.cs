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
}
