namespace DicomNode.Segmentation.Kernels;

/// <summary>
/// Fills a polygon on a grid of pixels: a pixel is inside when its centre is, by the even-odd rule, so that a keyhole leaves its hole out.
/// A centre exactly on a line belongs to the area on its right, or below it: two polygons that share an edge share no pixel and leave none out.
/// </summary>
internal static class PolygonFill
{
    /// <param name="polygon">Closed by itself; may leave the grid.</param>
    /// <param name="found">Is given each run of pixels inside: row, first column, column behind the last.</param>
    public static void Run(IReadOnlyList<PixelPoint> polygon, int rows, int columns, Action<int, int, int> found)
    {
        int[] firsts = FirstCrossings(polygon, rows);
        double[] crossings = new double[firsts[rows]];
        int[] next = firsts[..rows];
        EachEdge(polygon, rows, (a, b, row) => crossings[next[row]++] = a.Column + ((row - a.Row) / (b.Row - a.Row) * (b.Column - a.Column)));
        for (int row = 0; row < rows; row++)
        {
            Span<double> of = crossings.AsSpan(firsts[row]..firsts[row + 1]);
            of.Sort();
            for (int i = 0; i + 1 < of.Length; i += 2)
            {
                int from = (int)Math.Ceiling(Math.Clamp(of[i], 0, columns)), to = (int)Math.Ceiling(Math.Clamp(of[i + 1], 0, columns));
                if (from < to)
                {
                    found(row, from, to);
                }
            }
        }
    }

    /// <summary>By row, where its crossings begin in a list of all; one more entry than rows.</summary>
    private static int[] FirstCrossings(IReadOnlyList<PixelPoint> polygon, int rows)
    {
        int[] firsts = new int[rows + 1];
        EachEdge(polygon, rows, (_, _, row) => firsts[row + 1]++);
        for (int row = 0; row < rows; row++)
        {
            firsts[row + 1] += firsts[row];
        }

        return firsts;
    }

    /// <summary>Every edge, downwards, with every row that it crosses: from its upper end up to, not with, its lower end, so that a corner counts once.</summary>
    private static void EachEdge(IReadOnlyList<PixelPoint> polygon, int rows, Action<PixelPoint, PixelPoint, int> crosses)
    {
        for (int i = 0; i < polygon.Count; i++)
        {
            PixelPoint a = polygon[i], b = polygon[i + 1 < polygon.Count ? i + 1 : 0];
            (a, b) = a.Row <= b.Row ? (a, b) : (b, a);
            int last = (int)Math.Min(rows, Math.Ceiling(Math.Max(b.Row, 0)));
            for (int row = (int)Math.Ceiling(Math.Clamp(a.Row, 0, rows)); row < last; row++)
            {
                crosses(a, b, row);
            }
        }
    }
}
