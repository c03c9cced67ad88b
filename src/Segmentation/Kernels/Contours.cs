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
}
