using DicomNode.Segmentation.Volumes;

namespace DicomNode.Segmentation.Kernels;

/// <summary>
/// Where the samples of one grid lie on another: x = M X + t, with X the index on the grid that is made, x (fractional) on the one that is
/// read, both in array order (axis 0 slowest).
/// </summary>
/// <param name="matrix">Nine numbers, row by row.</param>
/// <param name="offset">Three numbers.</param>
internal sealed class GridMap(double[] matrix, double[] offset)
{
    // below this an off-diagonal term is rounding: at 10,000 voxels it moves a sample by 1e-5
    private const double DiagonalTolerance = 1e-9;

    public double this[int row, int column] => matrix[(3 * row) + column];

    public double Offset(int row) => offset[row];

    /// <summary>Every axis is read on its own.</summary>
    public bool IsSeparable { get; } = Enumerable.Range(0, 9).All(i => i % 4 == 0 || Math.Abs(matrix[i]) < DiagonalTolerance);

    /// <summary>For every axis of what is made, the only axis that is read when it is walked along; null: there are several, as between oblique grids.</summary>
    public (int Z, int Y, int X)? Axes()
    {
        int Only(int column) => Enumerable.Range(0, 3).Where(row => Math.Abs(this[row, column]) >= DiagonalTolerance).Aggregate(-1, (found, row) => found < 0 ? row : 3);
        int[] axes = [Only(0), Only(1), Only(2)];
        return axes.Order().SequenceEqual([0, 1, 2]) ? (axes[0], axes[1], axes[2]) : null;
    }

    /// <summary>Both grids are one.</summary>
    public bool IsIdentity { get; } = Enumerable.Range(0, 9).All(i => Math.Abs(matrix[i] - (i % 4 == 0 ? 1 : 0)) < DiagonalTolerance) && offset.All(o => Math.Abs(o) < DiagonalTolerance);

    /// <summary>A map along the axes: x = scale X + offset.</summary>
    public static GridMap Diagonal(double[] scale, double[] offset) => new([scale[0], 0, 0, 0, scale[1], 0, 0, 0, scale[2]], offset);

    /// <summary>The map by way of the patient: <paramref name="made"/>'s index to mm, mm to <paramref name="read"/>'s index.</summary>
    public static GridMap Between(Geometry made, Geometry read)
    {
        double[] inverse = Invert(Columns(read));
        Vector3D shift = made.Origin - read.Origin;
        return new GridMap(Multiply(inverse, Columns(made)), [Row(inverse, 0, shift), Row(inverse, 1, shift), Row(inverse, 2, shift)]);
    }

    public GridMap Inverse()
    {
        double[] inverse = Invert(matrix);
        double[] back = new double[3];
        for (int row = 0; row < 3; row++)
        {
            back[row] = -((inverse[3 * row] * offset[0]) + (inverse[(3 * row) + 1] * offset[1]) + (inverse[(3 * row) + 2] * offset[2]));
        }

        return new GridMap(inverse, back);
    }

    /// <summary>The grid whose index X lies where this map says.</summary>
    public Geometry Apply(Geometry read)
    {
        Vector3D At(double z, double y, double x) => read.ToPatient(z, y, x);
        Vector3D Step(int column) => At(this[0, column], this[1, column], this[2, column]) - read.Origin;
        return new Geometry(At(offset[0], offset[1], offset[2]), ColumnStep: Step(2), RowStep: Step(1), SliceStep: Step(0));
    }

    // the steps of the array axes, slowest first, as the columns of a matrix
    private static double[] Columns(Geometry g) =>
        [g.SliceStep.X, g.RowStep.X, g.ColumnStep.X, g.SliceStep.Y, g.RowStep.Y, g.ColumnStep.Y, g.SliceStep.Z, g.RowStep.Z, g.ColumnStep.Z];

    private static double Row(double[] m, int row, Vector3D v) => (m[3 * row] * v.X) + (m[(3 * row) + 1] * v.Y) + (m[(3 * row) + 2] * v.Z);

    private static double[] Multiply(double[] a, double[] b)
    {
        double[] product = new double[9];
        for (int i = 0; i < 9; i++)
        {
            int row = i / 3, column = i % 3;
            product[i] = (a[3 * row] * b[column]) + (a[(3 * row) + 1] * b[3 + column]) + (a[(3 * row) + 2] * b[6 + column]);
        }

        return product;
    }

    private static double[] Invert(double[] m)
    {
        double a = (m[4] * m[8]) - (m[5] * m[7]), b = (m[5] * m[6]) - (m[3] * m[8]), c = (m[3] * m[7]) - (m[4] * m[6]);
        double determinant = (m[0] * a) + (m[1] * b) + (m[2] * c);
        double[] adjugate =
        [
            a, (m[2] * m[7]) - (m[1] * m[8]), (m[1] * m[5]) - (m[2] * m[4]),
            b, (m[0] * m[8]) - (m[2] * m[6]), (m[2] * m[3]) - (m[0] * m[5]),
            c, (m[1] * m[6]) - (m[0] * m[7]), (m[0] * m[4]) - (m[1] * m[3]),
        ];
        return Array.ConvertAll(adjugate, v => v / determinant);
    }
}
