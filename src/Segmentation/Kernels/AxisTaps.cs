namespace DicomNode.Segmentation.Kernels;

/// <summary>Which samples of an axis make each sample of a new axis, and how much each counts: sample i is the sum of weight × value over its taps.</summary>
internal sealed class AxisTaps
{
    private readonly int[] _index;
    private readonly double[] _weight;

    private AxisTaps(int count, int width) => (Count, Width, _index, _weight) = (count, width, new int[count * width], new double[count * width]);

    /// <summary>Samples that are made.</summary>
    public int Count { get; }

    /// <summary>Taps of each. One that counts nothing has the weight 0, and its sample is not read.</summary>
    public int Width { get; }

    public ReadOnlySpan<int> Indices(int i) => _index.AsSpan(i * Width, Width);

    public ReadOnlySpan<double> Weights(int i) => _weight.AsSpan(i * Width, Width);

    /// <summary>Every sample is one of the old ones.</summary>
    public static AxisTaps Pick(int made, Func<int, int> source)
    {
        var taps = new AxisTaps(made, 1);
        for (int i = 0; i < made; i++)
        {
            (taps._index[i], taps._weight[i]) = (source(i), 1);
        }

        return taps;
    }

    /// <summary>The nearest sample to x = scale X + offset, clamped.</summary>
    public static AxisTaps Nearest(double scale, double offset, int n, int made, bool halvesToEven) =>
        Pick(made, i => SamplePoint.Nearest((scale * i) + offset, n, halvesToEven));

    /// <summary>Between the two neighbours of x = scale X + offset, clamped.</summary>
    public static AxisTaps Linear(double scale, double offset, int n, int made)
    {
        var taps = new AxisTaps(made, 2);
        for (int i = 0; i < made; i++)
        {
            var point = SamplePoint.At((scale * i) + offset, n);
            taps.Set(i, 0, point.Lower, 1 - point.Fraction);
            taps.Set(i, 1, point.Upper, point.Fraction);
        }

        return taps;
    }

    /// <summary>The four coefficients of a cubic B-spline around x = scale X + offset, which is kept within half a sample of the axis.</summary>
    /// <param name="n">Samples; the coefficients of <see cref="CubicSpline"/> begin <see cref="CubicSpline.Margin"/> before them.</param>
    public static AxisTaps Cubic(double scale, double offset, int n, int made)
    {
        var taps = new AxisTaps(made, 4);
        for (int i = 0; i < made; i++)
        {
            (int first, double fraction) = CubicSpline.At((scale * i) + offset, n);
            for (int k = 0; k < 4; k++)
            {
                taps.Set(i, k, first + k, CubicSpline.Weight(k, fraction));
            }
        }

        return taps;
    }

    /// <summary>The mean of all samples that lie in, or reach into, the new one (torch's adaptive average).</summary>
    public static AxisTaps Area(int n, int made)
    {
        int Start(int i) => (int)((long)i * n / made);
        int End(int i) => (int)((((long)i + 1) * n + made - 1) / made);
        var taps = new AxisTaps(made, Enumerable.Range(0, made).Max(i => End(i) - Start(i)));
        for (int i = 0; i < made; i++)
        {
            for (int k = 0; k < taps.Width; k++)
            {
                bool counts = Start(i) + k < End(i);
                taps.Set(i, k, counts ? Start(i) + k : Start(i), counts ? 1.0 / (End(i) - Start(i)) : 0);
            }
        }

        return taps;
    }

    private void Set(int i, int tap, int index, double weight) => (_index[(i * Width) + tap], _weight[(i * Width) + tap]) = (index, weight);
}
