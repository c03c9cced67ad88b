namespace DicomNode.Segmentation.Volumes;

/// <summary>
/// An affine map from voxel indices to the patient coordinate system. It maps (column, row, slice, 1) to (x, y, z, 1) in mm, LPS:
/// P = Origin + column * ColumnStep + row * RowStep + slice * SliceStep. PS3.3 §C.7.6.2.1.1.
/// </summary>
/// <param name="Origin">Centre of the voxel (0, 0, 0).</param>
/// <param name="ColumnStep">From one column to the next: the first triple of ImageOrientationPatient times the second value of PixelSpacing.</param>
/// <param name="RowStep">From one row to the next: the second triple of ImageOrientationPatient times the first value of PixelSpacing.</param>
/// <param name="SliceStep">From one slice to the next.</param>
public sealed record Geometry(Vector3D Origin, Vector3D ColumnStep, Vector3D RowStep, Vector3D SliceStep)
{
    /// <summary>Distances between neighbours along z, y, x in mm.</summary>
    public (double Z, double Y, double X) SpacingMm => (SliceStep.Length, RowStep.Length, ColumnStep.Length);

    /// <summary>Volume of a voxel in mm³.</summary>
    public double VoxelMm3 => Math.Abs(Vector3D.Dot(Vector3D.Cross(ColumnStep, RowStep), SliceStep));

    /// <summary>The step of a voxel axis: 0 = z (slices), 1 = y (rows), 2 = x (columns).</summary>
    public Vector3D Step(int axis) => axis switch { 0 => SliceStep, 1 => RowStep, 2 => ColumnStep, _ => throw new ArgumentOutOfRangeException(nameof(axis)) };

    /// <summary>Voxel index (may be fractional) to mm, LPS.</summary>
    public Vector3D ToPatient(double slice, double row, double column) => Origin + (ColumnStep * column) + (RowStep * row) + (SliceStep * slice);
}
