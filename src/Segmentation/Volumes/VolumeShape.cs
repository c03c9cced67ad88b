namespace DicomNode.Segmentation.Volumes;

/// <summary>The number of voxels along z (slices), y (rows) and x (columns). C order: x is fastest.</summary>
public readonly record struct VolumeShape(int Depth, int Height, int Width)
{
    /// <summary>Voxels of one slice.</summary>
    public int SliceLength => checked(Height * Width);

    /// <summary>Voxels in all.</summary>
    public int Length => checked(Depth * Height * Width);

    public int this[int axis] => axis switch { 0 => Depth, 1 => Height, 2 => Width, _ => throw new ArgumentOutOfRangeException(nameof(axis)) };

    public override string ToString() => $"{Width}x{Height}x{Depth}";
}
