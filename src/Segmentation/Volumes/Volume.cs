namespace DicomNode.Segmentation.Volumes;

/// <summary>Voxel values on a grid. Shape [z, y, x], C order.</summary>
public sealed class Volume<T>
    where T : unmanaged
{
    public Volume(Memory<T> values, VolumeShape shape, Geometry geometry)
    {
        ArgumentOutOfRangeException.ThrowIfNotEqual(values.Length, shape.Length);
        Values = values;
        Shape = shape;
        Geometry = geometry;
    }

    public Memory<T> Values { get; }

    public VolumeShape Shape { get; }

    public Geometry Geometry { get; }

    /// <summary>One slice, [y, x].</summary>
    public Span<T> Slice(int z) => Values.Span.Slice(z * Shape.SliceLength, Shape.SliceLength);
}
