namespace DicomNode.Segmentation.Volumes;

/// <summary>The rotation of a NIfTI qform: a unit quaternion (a, b, c, d) with a ≥ 0, and the handedness of the third axis (qfac).</summary>
/// <param name="IsExact">Whether a rotation can hold the geometry at all: a sheared one it cannot.</param>
internal readonly record struct NiftiQuaternion(double B, double C, double D, double Handedness, bool IsExact)
{
    public static NiftiQuaternion From(Geometry geometry)
    {
        Vector3D i = Ras(geometry.ColumnStep.Normalized());
        Vector3D j = Ras(geometry.RowStep.Normalized());
        Vector3D k = Ras(geometry.SliceStep.Normalized());
        double handedness = Vector3D.Dot(Vector3D.Cross(i, j), k) < 0 ? -1 : 1;
        Vector3D third = Vector3D.Cross(i, j); // what a rotation can have as its third axis
        bool exact = (third - (k * handedness)).Length < 1e-4 && Math.Abs(Vector3D.Dot(i, j)) < 1e-4;

        // r[row, column]; the largest of the four components is found first, so that nothing is divided by a small number
        double trace = i.X + j.Y + third.Z;
        double a, b, c, d;
        if (trace > 0)
        {
            a = 0.5 * Math.Sqrt(1 + trace);
            (b, c, d) = ((j.Z - third.Y) / (4 * a), (third.X - i.Z) / (4 * a), (i.Y - j.X) / (4 * a));
        }
        else if (i.X >= j.Y && i.X >= third.Z)
        {
            b = 0.5 * Math.Sqrt(1 + i.X - j.Y - third.Z);
            (a, c, d) = ((j.Z - third.Y) / (4 * b), (j.X + i.Y) / (4 * b), (third.X + i.Z) / (4 * b));
        }
        else if (j.Y >= third.Z)
        {
            c = 0.5 * Math.Sqrt(1 + j.Y - i.X - third.Z);
            (a, b, d) = ((third.X - i.Z) / (4 * c), (j.X + i.Y) / (4 * c), (third.Y + j.Z) / (4 * c));
        }
        else
        {
            d = 0.5 * Math.Sqrt(1 + third.Z - i.X - j.Y);
            (a, b, c) = ((i.Y - j.X) / (4 * d), (third.X + i.Z) / (4 * d), (third.Y + j.Z) / (4 * d));
        }

        double sign = a < 0 ? -1 : 1;
        return new NiftiQuaternion(sign * b, sign * c, sign * d, handedness, exact);
    }

    /// <summary>Unit vectors along x, y, z of the voxels, in LPS.</summary>
    public (Vector3D I, Vector3D J, Vector3D K) AxesLps()
    {
        (double b, double c, double d) = (B, C, D);
        double a = Math.Sqrt(Math.Max(0, 1 - (b * b) - (c * c) - (d * d)));
        Vector3D i = new((a * a) + (b * b) - (c * c) - (d * d), 2 * ((b * c) + (a * d)), 2 * ((b * d) - (a * c)));
        Vector3D j = new(2 * ((b * c) - (a * d)), (a * a) + (c * c) - (b * b) - (d * d), 2 * ((c * d) + (a * b)));
        Vector3D k = new(2 * ((b * d) + (a * c)), 2 * ((c * d) - (a * b)), (a * a) + (d * d) - (b * b) - (c * c));
        return (Ras(i), Ras(j), Ras(k) * Handedness);
    }

    private static Vector3D Ras(Vector3D lps) => new(-lps.X, -lps.Y, lps.Z); // its own inverse
}
