namespace DicomNode.Segmentation.Kernels;

/// <summary>The samples of one axis that linear interpolation reads: a (1 - f) + b f, with a at <see cref="Lower"/>, b at <see cref="Upper"/>.</summary>
internal readonly record struct SamplePoint(int Lower, int Upper, double Fraction)
{
    /// <summary>There is nothing to read.</summary>
    public static readonly SamplePoint Outside = new(-1, -1, 0);

    // a leak of 1e-14 of a neighbour would turn an exact 0 into a voxel that "nonzero" normalises
    private const double Snap = 1e-9;

    public bool IsOutside => Lower < 0;

    /// <summary>One sample, as it is.</summary>
    public static SamplePoint Whole(int index) => new(index, index, 0);

    /// <summary>At x, clamped into 0…n-1.</summary>
    public static SamplePoint At(double x, int n)
    {
        double snapped = Math.Clamp(Snapped(x), 0, n - 1);
        int lower = Math.Min((int)snapped, Math.Max(n - 2, 0));
        return new SamplePoint(lower, Math.Min(lower + 1, n - 1), snapped - lower);
    }

    /// <summary>The nearest sample to x, clamped into 0…n-1.</summary>
    /// <param name="halvesToEven">An exact half goes to the even sample (torch, numpy), not up (scipy.ndimage.zoom).</param>
    public static int Nearest(double x, int n, bool halvesToEven)
    {
        double snapped = Math.Clamp(Snapped(x), 0, n - 1);

        // a half is a half however its coordinate was put together: 1.2 * 12 + 0.1 is below 14.5, 1.2 * 12.5 - 0.5 is not
        return Math.Clamp((int)(halvesToEven ? Math.Round(snapped, MidpointRounding.ToEven) : Math.Floor(Snapped(snapped + 0.5))), 0, n - 1);
    }

    /// <summary>A whole number where x is within 1e-9 of it.</summary>
    public static double Snapped(double x)
    {
        double whole = Math.Round(x, MidpointRounding.ToEven);
        return Math.Abs(x - whole) < Snap ? whole : x;
    }
}
