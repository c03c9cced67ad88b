namespace DicomNode.Segmentation.Kernels;

/// <summary>
/// Turns the mask of a slice into closed polygons along the edges of its pixels, so that filling them gives exactly the mask again.
/// Pixels that touch at a corner only are in different polygons. A hole is joined to the polygon around it by a keyhole: a channel without
/// width, walked there and back. What lies in a hole is a polygon of its own. So every polygon is filled alone, whatever the reader's rule.
/// </summary>
public static class Contours
{
    /// <param name="mask">Shape [rows, columns], C order; what is not 0 belongs to the structure.</param>
    /// <returns>
    /// Polygons in the order of their first pixels, clockwise as an image is looked at; points at half pixels, the first not repeated at the end,
    /// none in the middle of a straight line except where a keyhole begins.
    /// </returns>
    public static IReadOnlyList<PixelPoint[]> Trace(ReadOnlySpan<byte> mask, int rows, int columns)
    {
        ArgumentOutOfRangeException.ThrowIfNotEqual(mask.Length, checked(rows * columns));
        PixelRuns runs = PixelRuns.Find(mask, rows, columns);
        if (runs.Count == 0)
        {
            return [];
        }

        EdgeLoops loops = EdgeLoops.Follow(mask, runs, rows, columns);
        Keyholes keyholes = Keyholes.Plan(loops, runs);
        List<PixelPoint[]> polygons = [];
        for (int loop = 0; loop < loops.Count; loop++)
        {
            if (!loops.IsHole(loop))
            {
                polygons.Add(keyholes.Polygon(loop));
            }
        }

        return polygons;
    }

    /// <summary>
    /// The lines between mask and background, to be drawn: as <see cref="Trace(ReadOnlySpan{byte}, int, int)"/> gives them, but a hole is a line of its own, the other way around.
    /// All of them filled together by the even-odd rule are the mask.
    /// </summary>
    public static IReadOnlyList<PixelPoint[]> Outlines(ReadOnlySpan<byte> mask, int rows, int columns)
    {
        ArgumentOutOfRangeException.ThrowIfNotEqual(mask.Length, checked(rows * columns));
        PixelRuns runs = PixelRuns.Find(mask, rows, columns);
        EdgeLoops loops = EdgeLoops.Follow(mask, runs, rows, columns);
        PixelPoint[][] lines = new PixelPoint[loops.Count][];
        for (int loop = 0; loop < lines.Length; loop++)
        {
            int first = loops.First(loop);
            lines[loop] = new PixelPoint[loops.First(loop + 1) - first];
            for (int i = 0; i < lines[loop].Length; i++)
            {
                (int x, int y) = loops.Corner(first + i);
                lines[loop][i] = new(x - 0.5, y - 0.5);
            }
        }

        return lines;
    }

    /// <summary>
    /// The same as the first within limits. Where a polygon has too many points, the part of the slice it lies in is cut between two rows, as often as it takes: the pieces share the cut as an
    /// edge, which stays as it is, and fill to what the whole would.
    /// </summary>
    /// <inheritdoc cref="Trace(ReadOnlySpan{byte}, int, int)"/>
    /// <param name="rowMm">Between rows.</param>
    /// <param name="columnMm">Between columns.</param>
    public static IReadOnlyList<PixelPoint[]> Trace(ReadOnlySpan<byte> mask, int rows, int columns, double rowMm, double columnMm, ContourLimits limits)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(limits.MaxPoints ?? 4, 4, nameof(limits));
        List<PixelPoint[]> polygons = [];
        Stack<(int From, int To)> bands = new([(0, rows)]);
        while (bands.TryPop(out (int From, int To) band))
        {
            (double top, double bottom) = (band.From > 0 ? band.From - 0.5 : double.NaN, band.To < rows ? band.To - 0.5 : double.NaN);
            IReadOnlyList<PixelPoint[]> traced = Trace(mask[(band.From * columns)..(band.To * columns)], band.To - band.From, columns);
            PixelPoint[][] found = [.. traced.Select(polygon => Array.ConvertAll(polygon, p => p with { Row = p.Row + band.From }))];
            IReadOnlyList<PixelPoint[]> simple = limits.ToleranceMm > 0
                ? ContourSimplifier.Run(found, rowMm, columnMm, limits.ToleranceMm, p => p.Row == top || p.Row == bottom)
                : found;
            if (simple.Any(p => p.Length > limits.MaxPoints) && band.To - band.From > 1)
            {
                int middle = (band.From + band.To) / 2;
                bands.Push((middle, band.To));
                bands.Push((band.From, middle));
            }
            else
            {
                polygons.AddRange(simple);
            }
        }

        return polygons;
    }
}
