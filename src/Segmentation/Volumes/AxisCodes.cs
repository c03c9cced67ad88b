namespace DicomNode.Segmentation.Volumes;

/// <summary>
/// An orientation as three letters: letter n is the direction in which axis n of an array increases, axis 0 is the slowest in memory.
/// The meaning of nibabel and MONAI. An axial DICOM volume, [slice, row, column], slices sorted upward, is SPL.
/// </summary>
public readonly record struct AxisCodes
{
    private const string Positive = "LPS"; // the letters of +x, +y, +z in LPS

    private const string Negative = "RAI";

    private AxisCodes((int World, int Sign) slow, (int World, int Sign) middle, (int World, int Sign) fast) => (Slow, Middle, Fast) = (slow, middle, fast);

    private (int World, int Sign) Slow { get; }

    private (int World, int Sign) Middle { get; }

    private (int World, int Sign) Fast { get; }

    /// <summary>The patient axis (0 = x, 1 = y, 2 = z, LPS) along which an array axis runs, and whether it runs with (+1) or against it (-1).</summary>
    public (int World, int Sign) this[int axis] => axis switch { 0 => Slow, 1 => Middle, 2 => Fast, _ => throw new ArgumentOutOfRangeException(nameof(axis)) };

    public static bool TryParse(string text, out AxisCodes codes)
    {
        codes = default;
        if (text.Length != 3)
        {
            return false;
        }

        Span<(int World, int Sign)> axes = stackalloc (int, int)[3];
        int seen = 0;
        for (int axis = 0; axis < 3; axis++)
        {
            int plus = Positive.IndexOf(text[axis], StringComparison.Ordinal), minus = Negative.IndexOf(text[axis], StringComparison.Ordinal);
            int world = Math.Max(plus, minus);
            if (world < 0)
            {
                return false;
            }

            axes[axis] = (world, plus >= 0 ? 1 : -1);
            seen |= 1 << world;
        }

        codes = new AxisCodes(axes[0], axes[1], axes[2]);
        return seen == 7;
    }

    public static AxisCodes Parse(string text) => TryParse(text, out AxisCodes codes) ? codes : throw new FormatException($"\"{text}\" is no orientation.");

    /// <summary>The letters that fit a grid best. Every patient axis is used once; of the 6 assignments the one with the largest sum of cosines is taken.</summary>
    public static AxisCodes Of(Geometry geometry)
    {
        ReadOnlySpan<Vector3D> steps = [geometry.SliceStep.Normalized(), geometry.RowStep.Normalized(), geometry.ColumnStep.Normalized()];
        (int, int, int) best = default;
        double most = double.NegativeInfinity;
        foreach ((int A, int B, int C) order in new[] { (0, 1, 2), (0, 2, 1), (1, 0, 2), (1, 2, 0), (2, 0, 1), (2, 1, 0) })
        {
            double sum = Math.Abs(steps[0][order.A]) + Math.Abs(steps[1][order.B]) + Math.Abs(steps[2][order.C]);
            if (sum > most)
            {
                (most, best) = (sum, order);
            }
        }

        return new AxisCodes(Axis(steps[0], best.Item1), Axis(steps[1], best.Item2), Axis(steps[2], best.Item3));
    }

    public override string ToString() => string.Concat(Letter(Slow), Letter(Middle), Letter(Fast));

    private static (int World, int Sign) Axis(Vector3D step, int world) => (world, step[world] < 0 ? -1 : 1);

    private static char Letter((int World, int Sign) axis) => (axis.Sign > 0 ? Positive : Negative)[axis.World];
}
