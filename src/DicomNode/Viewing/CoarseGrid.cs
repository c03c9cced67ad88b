using DicomNode.Segmentation.Volumes;

namespace DicomNode.Viewing;

/// <summary>
/// A grid whose voxels are blocks of those of another, so that no axis has more than so many. Voxel (0, 0, 0) of it lies in the middle of its block; the last block along an
/// axis may be cut.
/// </summary>
internal sealed record CoarseGrid(VolumeShape Fine, VolumeShape Block, VolumeShape Shape, Geometry Geometry)
{
    /// <param name="most">Voxels along an axis; null: the grid itself.</param>
    public static CoarseGrid Of(VolumeShape fine, Geometry geometry, int? most)
    {
        VolumeShape block = new(Factor(fine.Depth), Factor(fine.Height), Factor(fine.Width));
        VolumeShape shape = new(Blocks(fine.Depth, block.Depth), Blocks(fine.Height, block.Height), Blocks(fine.Width, block.Width));
        return new(fine, block, shape, new(
            geometry.ToPatient((block.Depth - 1) / 2.0, (block.Height - 1) / 2.0, (block.Width - 1) / 2.0),
            geometry.ColumnStep * block.Width, geometry.RowStep * block.Height, geometry.SliceStep * block.Depth));

        int Factor(int length) => most is int limit ? Blocks(length, limit) : 1;
    }

    /// <summary>The slices of a block slice.</summary>
    public (int From, int To) SlicesOf(int z) => (z * Block.Depth, Math.Min((z + 1) * Block.Depth, Fine.Depth));

    private static int Blocks(int length, int block) => (length + block - 1) / block;
}
