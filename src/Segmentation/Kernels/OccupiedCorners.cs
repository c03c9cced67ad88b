namespace DicomNode.Segmentation.Kernels;

/// <summary>How many points of polygons lie at each corner of a pixel grid and half way between corners. Coordinates are multiples of a half, so that sums and products of them are exact.</summary>
internal sealed class OccupiedCorners
{
    private const double Step = 0.5;

    private readonly double _left, _top;
    private readonly int _width;
    private readonly ushort[] _counts;

    private OccupiedCorners(double left, double top, int width, int height) =>
        (_left, _top, _width, _counts) = (left, top, width, new ushort[checked(width * height)]);

    public static OccupiedCorners Of(IReadOnlyCollection<PixelPoint> points)
    {
        (double left, double top) = (points.Min(p => p.Column), points.Min(p => p.Row));
        OccupiedCorners occupied = new(left, top, Steps(points.Max(p => p.Column) - left) + 1, Steps(points.Max(p => p.Row) - top) + 1);
        foreach (PixelPoint point in points)
        {
            occupied._counts[occupied.At(point)]++;
        }

        return occupied;
    }

    public int Count(PixelPoint corner) => _counts[At(corner)];

    public void Remove(PixelPoint corner) => _counts[At(corner)]--;

    /// <summary>Whether a closed triangle has other points in it than one at each of its own corners.</summary>
    public bool IsInTriangle(PixelPoint a, PixelPoint b, PixelPoint c)
    {
        if (Count(a) > 1 || Count(b) > 1 || Count(c) > 1)
        {
            return true;
        }

        double bottom = Math.Max(a.Row, Math.Max(b.Row, c.Row));
        for (double row = Math.Min(a.Row, Math.Min(b.Row, c.Row)); row <= bottom; row += Step)
        {
            (double low, double high) = (double.PositiveInfinity, double.NegativeInfinity);
            Widen(a, b, row, ref low, ref high);
            Widen(b, c, row, ref low, ref high);
            Widen(c, a, row, ref low, ref high);
            for (double column = Math.Floor(low - _left) + _left; column <= high + Step && Steps(column - _left) < _width; column += Step)
            {
                PixelPoint p = new(column, row);
                if (Count(p) > 0 && p != a && p != b && p != c && IsIn(a, b, c, p))
                {
                    return true;
                }
            }
        }

        return false;
    }

    /// <summary>Where an edge meets a row; roughly, for what is in the triangle is asked exactly.</summary>
    private static void Widen(PixelPoint p, PixelPoint q, double row, ref double low, ref double high)
    {
        if (row < Math.Min(p.Row, q.Row) || row > Math.Max(p.Row, q.Row))
        {
            return;
        }

        (double from, double to) = p.Row == q.Row
            ? (Math.Min(p.Column, q.Column), Math.Max(p.Column, q.Column))
            : (p.Column + ((row - p.Row) / (q.Row - p.Row) * (q.Column - p.Column)), double.NaN);
        (low, high) = (Math.Min(low, from), Math.Max(high, double.IsNaN(to) ? from : to));
    }

    private static bool IsIn(PixelPoint a, PixelPoint b, PixelPoint c, PixelPoint p)
    {
        double ab = Side(a, b, p), bc = Side(b, c, p), ca = Side(c, a, p);
        return (ab >= 0 && bc >= 0 && ca >= 0) || (ab <= 0 && bc <= 0 && ca <= 0);
    }

    private static double Side(PixelPoint a, PixelPoint b, PixelPoint p) =>
        ((b.Column - a.Column) * (p.Row - a.Row)) - ((b.Row - a.Row) * (p.Column - a.Column));

    private int At(PixelPoint p) => (Steps(p.Row - _top) * _width) + Steps(p.Column - _left);

    private static int Steps(double distance) => (int)(distance / Step);
}
