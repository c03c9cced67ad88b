using DicomNode.Segmentation.Kernels;

namespace DicomNode.Tests.Viewing;

/// <summary>Fills lines by the even-odd rule as a canvas does, written without what is tested.</summary>
internal static class EvenOdd
{
    public static byte[] Fill(IEnumerable<IReadOnlyList<PixelPoint>> lines, int rows, int columns)
    {
        byte[] mask = new byte[rows * columns];
        foreach (IReadOnlyList<PixelPoint> line in lines)
        {
            for (int i = 0; i < line.Count; i++)
            {
                (PixelPoint a, PixelPoint b) = (line[i], line[(i + 1) % line.Count]);
                for (int row = 0; row < rows; row++)
                {
                    if (a.Row > row == b.Row > row)
                    {
                        continue;
                    }

                    double at = a.Column + ((row - a.Row) / (b.Row - a.Row) * (b.Column - a.Column));
                    for (int column = 0; column < columns && column < at; column++)
                    {
                        mask[(row * columns) + column] ^= 1;
                    }
                }
            }
        }

        return mask;
    }

    /// <summary>Positive for outlines, negative for holes: twice nothing of either is counted.</summary>
    public static double Area(IReadOnlyList<PixelPoint> line) =>
        Enumerable.Range(0, line.Count).Sum(i => (line[i].Column * line[(i + 1) % line.Count].Row) - (line[(i + 1) % line.Count].Column * line[i].Row)) / 2;
}
