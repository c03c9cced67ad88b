using DicomNode.Segmentation.Kernels;
using Xunit;

namespace DicomNode.Segmentation.Tests.Kernels;

public class ContourSimplifierTests
{
    private const double RowMm = 1.3, ColumnMm = 0.8;

    public static TheoryData<int, double> Cases
    {
        get
        {
            TheoryData<int, double> cases = [];
            foreach (int seed in Enumerable.Range(100, 24))
            {
                cases.Add(seed, (seed % 4) switch { 0 => 0.3, 1 => 0.7, 2 => 1.5, _ => 6 });
            }

            return cases;
        }
    }

    [Theory]
    [MemberData(nameof(Cases))]
    public void No_traced_point_is_further_from_the_simple_line_than_the_tolerance_nor_the_other_way_round(int seed, double tolerance)
    {
        IReadOnlyList<PixelPoint[]> traced = Mask.Random(seed).Trace(), simple = Simplify(traced, tolerance);
        Assert.Equal(traced.Count, simple.Count);
        foreach ((PixelPoint[] before, PixelPoint[] after) in traced.Zip(simple))
        {
            Assert.InRange(after.Length, 3, before.Length);
            Assert.InRange(before.Max(p => FromLine(p, after)), 0, tolerance + 1e-9);
            // a straight line is furthest from a traced one somewhere on it: ten places stand for all
            IEnumerable<PixelPoint> places = Edges(after).SelectMany(e => Enumerable.Range(0, 10).Select(i => new PixelPoint(
                e.A.Column + ((e.B.Column - e.A.Column) * i / 10), e.A.Row + ((e.B.Row - e.A.Row) * i / 10))));
            Assert.InRange(places.Max(p => FromLine(p, before)), 0, tolerance + 1e-9);
        }
    }

    [Theory]
    [MemberData(nameof(Cases))]
    public void No_two_lines_of_a_slice_cross_and_no_corner_comes_to_lie_on_another_line(int seed, double tolerance)
    {
        (PixelPoint A, PixelPoint B)[] edges = [.. Simplify(Mask.Random(seed).Trace(), tolerance).SelectMany(Edges)];
        for (int i = 0; i < edges.Length; i++)
        {
            for (int k = i + 1; k < edges.Length; k++)
            {
                Assert.False(Cross(edges[i], edges[k]) || Cross(edges[k], edges[i]), $"{edges[i]} and {edges[k]}");
            }
        }
    }

    [Theory]
    [MemberData(nameof(Cases))]
    public void Polygons_still_share_no_pixel_so_that_every_reader_fills_the_same(int seed, double tolerance)
    {
        Mask mask = Mask.Random(seed);
        IReadOnlyList<PixelPoint[]> simple = Simplify(mask.Trace(), tolerance);
        int[] times = new int[mask.Pixels.Length], turned = new int[mask.Pixels.Length];
        foreach (PixelPoint[] polygon in simple)
        {
            PolygonFill.Run(polygon, mask.Rows, mask.Columns, (row, from, to) =>
            {
                for (int i = (row * mask.Columns) + from; i < (row * mask.Columns) + to; i++)
                {
                    times[i]++;
                    turned[i] ^= 1;
                }
            });
        }

        Assert.All(times, t => Assert.InRange(t, 0, 1));
        // only pixels whose centre is within the tolerance of a traced line may have changed
        (PixelPoint A, PixelPoint B)[] lines = [.. mask.Trace().SelectMany(Edges)];
        for (int i = 0; i < turned.Length; i++)
        {
            if (turned[i] != (mask.Pixels[i] != 0 ? 1 : 0))
            {
                Assert.InRange(lines.Min(e => Distance(new(i % mask.Columns, i / mask.Columns), e.A, e.B)), 0, tolerance + 1e-9);
            }
        }
    }

    [Fact]
    public void A_disc_keeps_a_small_part_of_its_points()
    {
        const int Size = 128;
        byte[] disc = [.. Enumerable.Range(0, Size * Size).Select(i => (byte)(Math.Pow((i / Size) - 63.5, 2) + Math.Pow((i % Size) - 63.5, 2) < 55 * 55 ? 1 : 0))];
        PixelPoint[] traced = Assert.Single(Contours.Trace(disc, Size, Size));
        PixelPoint[] simple = Assert.Single(Contours.Trace(disc, Size, Size, 1, 1, new(0.75, null)));
        Assert.InRange(simple.Length, 8, traced.Length / 5);
        Assert.InRange(Area(simple) / disc.Sum(v => v), 0.99, 1.01); // along the corners of the steps it would be 3% off
    }

    [Theory]
    [InlineData(0, 4)]
    [InlineData(0, 40)]
    [InlineData(0.7, 12)]
    [InlineData(2, 9)]
    public void Polygons_with_too_many_points_are_cut_into_pieces_that_fill_to_the_same(double tolerance, int most)
    {
        foreach (int seed in Enumerable.Range(200, 12))
        {
            Mask mask = Mask.Random(seed);
            IReadOnlyList<PixelPoint[]> pieces = Contours.Trace(mask.Pixels, mask.Rows, mask.Columns, RowMm, ColumnMm, new(tolerance, most));
            Assert.All(pieces, p => Assert.InRange(p.Length, 3, most));
            int[] times = new int[mask.Pixels.Length];
            foreach (PixelPoint[] piece in pieces)
            {
                PolygonFill.Run(piece, mask.Rows, mask.Columns, (row, from, to) =>
                {
                    for (int column = from; column < to; column++)
                    {
                        times[(row * mask.Columns) + column]++;
                    }
                });
            }

            Assert.All(times, t => Assert.InRange(t, 0, 1));
            if (tolerance == 0)
            {
                Assert.Equal(mask.Pixels.Select(p => p != 0 ? 1 : 0), times);
            }
        }
    }

    private static double Area(PixelPoint[] polygon) => Edges(polygon).Sum(e => (e.A.Column * e.B.Row) - (e.B.Column * e.A.Row)) / 2;

    private static IReadOnlyList<PixelPoint[]> Simplify(IReadOnlyList<PixelPoint[]> traced, double tolerance) =>
        ContourSimplifier.Run(traced, RowMm, ColumnMm, tolerance, _ => false);

    private static IEnumerable<(PixelPoint A, PixelPoint B)> Edges(PixelPoint[] polygon) => polygon.Select((p, i) => (p, polygon[(i + 1) % polygon.Length]));

    /// <summary>They meet at a point inside the first that is not an end of both: they cross, or an end of the second lies on the first.</summary>
    private static bool Cross((PixelPoint A, PixelPoint B) e, (PixelPoint A, PixelPoint B) f)
    {
        double a = Side(e.A, e.B, f.A), b = Side(e.A, e.B, f.B), c = Side(f.A, f.B, e.A), d = Side(f.A, f.B, e.B);
        bool isKeyhole = (e.A == f.B && e.B == f.A) || e == f;
        return !isKeyhole && ((a * b < 0 && c * d < 0) || IsInside(e, f.A, a) || IsInside(e, f.B, b));
    }

    private static bool IsInside((PixelPoint A, PixelPoint B) e, PixelPoint p, double side) => side == 0 && p != e.A && p != e.B
        && p.Column >= Math.Min(e.A.Column, e.B.Column) && p.Column <= Math.Max(e.A.Column, e.B.Column)
        && p.Row >= Math.Min(e.A.Row, e.B.Row) && p.Row <= Math.Max(e.A.Row, e.B.Row);

    private static double Side(PixelPoint a, PixelPoint b, PixelPoint p) =>
        ((b.Column - a.Column) * (p.Row - a.Row)) - ((b.Row - a.Row) * (p.Column - a.Column));

    private static double FromLine(PixelPoint p, PixelPoint[] polygon) => Edges(polygon).Min(e => Distance(p, e.A, e.B));

    private static double Distance(PixelPoint p, PixelPoint a, PixelPoint b)
    {
        (double x, double y) = ((b.Column - a.Column) * ColumnMm, (b.Row - a.Row) * RowMm);
        (double px, double py) = ((p.Column - a.Column) * ColumnMm, (p.Row - a.Row) * RowMm);
        double length = (x * x) + (y * y), part = length > 0 ? Math.Clamp(((px * x) + (py * y)) / length, 0, 1) : 0;
        return Math.Sqrt(Math.Pow(px - (part * x), 2) + Math.Pow(py - (part * y), 2));
    }
}
