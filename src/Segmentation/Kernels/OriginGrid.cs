using DicomNode.Segmentation.Volumes;

namespace DicomNode.Segmentation.Kernels;

/// <summary>
/// MONAI's Spacing. The new axes are the old ones made orthogonal, the first kept; the size comes from where the old corners fall on them. The
/// origin stays where it is as long as the corners agree to 1e-8, which no oblique series does: then the middle is laid on the middle.
/// </summary>
internal static class OriginGrid
{
    private const double CornerTolerance = 1e-8;

    public static (VolumeShape Shape, GridMap Map) Plan(VolumeShape shape, Geometry geometry, IReadOnlyList<double> spacing)
    {
        // new steps: Gram-Schmidt on the old ones, scaled to the new spacing. MONAI takes the Cholesky factor of MᵀM, which is the same.
        Vector3D first = geometry.Step(0).Normalized();
        Vector3D second = Without(geometry.Step(1), first).Normalized();
        Vector3D third = Without(Without(geometry.Step(2), first), second).Normalized();
        var made = new Geometry(geometry.Origin, ColumnStep: third * spacing[2], RowStep: second * spacing[1], SliceStep: first * spacing[0]);

        var toMade = GridMap.Between(geometry, made); // old index to new index
        double[,] corners = Corners(shape, toMade);
        int[] size = [Size(corners, 0), Size(corners, 1), Size(corners, 2)];
        Vector3D origin = OriginCorner(corners) is int corner
            ? geometry.ToPatient(Bit(corner, 2) * (shape.Depth - 1), Bit(corner, 1) * (shape.Height - 1), Bit(corner, 0) * (shape.Width - 1))
            : geometry.ToPatient(shape.Depth / 2.0, shape.Height / 2.0, shape.Width / 2.0)
                - (made.ToPatient(size[0] / 2.0, size[1] / 2.0, size[2] / 2.0) - made.Origin);
        return (new VolumeShape(size[0], size[1], size[2]), GridMap.Between(made with { Origin = origin }, geometry));
    }

    private static Vector3D Without(Vector3D v, Vector3D unit) => v - (unit * Vector3D.Dot(v, unit));

    private static int Bit(int corner, int bit) => (corner >> bit) & 1;

    private static double[,] Corners(VolumeShape shape, GridMap map)
    {
        double[,] corners = new double[8, 3];
        for (int corner = 0; corner < 8; corner++)
        {
            for (int axis = 0; axis < 3; axis++)
            {
                corners[corner, axis] = (map[axis, 0] * Bit(corner, 2) * (shape.Depth - 1)) + (map[axis, 1] * Bit(corner, 1) * (shape.Height - 1))
                    + (map[axis, 2] * Bit(corner, 0) * (shape.Width - 1));
            }
        }

        return corners;
    }

    private static int Size(double[,] corners, int axis)
    {
        double low = double.PositiveInfinity, high = double.NegativeInfinity;
        for (int corner = 0; corner < 8; corner++)
        {
            (low, high) = (Math.Min(low, corners[corner, axis]), Math.Max(high, corners[corner, axis]));
        }

        return Math.Max(1, (int)Math.Round(high - low + 1, MidpointRounding.ToEven));
    }

    // the corner that is the least along all three new axes
    private static int? OriginCorner(double[,] corners)
    {
        for (int candidate = 0; candidate < 8; candidate++)
        {
            bool least = true;
            for (int corner = 0; corner < 8; corner++)
            {
                for (int axis = 0; axis < 3; axis++)
                {
                    least &= corners[corner, axis] - corners[candidate, axis] >= -CornerTolerance;
                }
            }

            if (least)
            {
                return candidate;
            }
        }

        return null;
    }
}
