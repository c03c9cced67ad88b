namespace DicomNode.Segmentation.Kernels;

/// <summary>Which voxels an intensity step counts and changes.</summary>
/// <param name="NonzeroOnly">Not those whose value is 0.</param>
/// <param name="Mask">Only those where it is not 0; of the shape of a channel.</param>
internal readonly record struct VoxelSet(bool NonzeroOnly, ReadOnlyMemory<ushort>? Mask = null)
{
    public static VoxelSet All => default;

    public static VoxelSet Nonzero => new(NonzeroOnly: true);
}
