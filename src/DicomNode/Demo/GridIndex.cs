using DicomNode.Dicom.Data;
using DicomNode.Segmentation.Volumes;

namespace DicomNode.Demo;

/// <summary>From mm, LPS back to voxel indices; for grids whose axes are perpendicular.</summary>
internal static class GridIndex
{
    private const double Tolerance = 0.01; // of a slice

    /// <exception cref="DicomDataException">The point is between two slices, or outside.</exception>
    public static int Slice(Geometry grid, Vector3D point, int depth)
    {
        double exact = Along(grid.SliceStep, point - grid.Origin);
        int slice = (int)Math.Round(exact);
        return Math.Abs(exact - slice) <= Tolerance && slice >= 0 && slice < depth
            ? slice
            : throw new DicomDataException(FormattableString.Invariant($"A plane lies at slice {exact:0.###} of 0 to {depth - 1}."));
    }

    public static double Row(Geometry grid, Vector3D point) => Along(grid.RowStep, point - grid.Origin);

    public static double Column(Geometry grid, Vector3D point) => Along(grid.ColumnStep, point - grid.Origin);

    private static double Along(Vector3D step, Vector3D from) => Vector3D.Dot(from, step) / Vector3D.Dot(step, step);
}
