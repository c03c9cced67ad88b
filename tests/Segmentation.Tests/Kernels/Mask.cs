using DicomNode.Segmentation.Kernels;

namespace DicomNode.Segmentation.Tests.Kernels;

/// <summary>A mask for contour tests, drawn by hand or by chance.</summary>
internal sealed record Mask(byte[] Pixels, int Rows, int Columns)
{
    public static Mask Of(params string[] lines) =>
        new([.. lines.SelectMany(l => l.Select(c => (byte)(c == '#' ? 1 : 0)))], lines.Length, lines[0].Length);

    /// <summary>Noise of any density on small grids; discs put on, cut out and put on again (holes in islands in holes) with a little noise on large ones.</summary>
    public static Mask Random(int seed)
    {
        Random random = new(seed);
        bool noise = seed % 3 == 0;
        int rows = random.Next(1, noise ? 24 : 120), columns = random.Next(1, noise ? 24 : 120);
        byte[] pixels = new byte[rows * columns];
        double density = noise ? random.NextDouble() : 0;
        int discs = noise ? 0 : random.Next(1, 40);
        for (int i = 0; i < pixels.Length; i++)
        {
            pixels[i] = (byte)(random.NextDouble() < density ? 1 : 0);
        }

        for (int d = 0; d < discs; d++)
        {
            double y = random.NextDouble() * rows, x = random.NextDouble() * columns, radius = random.NextDouble() * Math.Min(rows, columns) / 2;
            for (int i = 0; i < pixels.Length; i++)
            {
                double dy = (i / columns) - y, dx = (i % columns) - x;
                pixels[i] = (dy * dy) + (dx * dx) < radius * radius ? (byte)((d + 1) % 2) : pixels[i];
            }
        }

        for (int i = 0; !noise && i < pixels.Length / 50; i++)
        {
            pixels[random.Next(pixels.Length)] ^= 1;
        }

        return new(pixels, rows, columns);
    }

    public IReadOnlyList<PixelPoint[]> Trace() => Contours.Trace(Pixels, Rows, Columns);

    /// <summary>Pixels whose centre is inside by the even-odd rule: a ray to the left crosses an odd number of edges.</summary>
    public byte[] Fill(IReadOnlyList<PixelPoint[]> polygons)
    {
        byte[] crossings = new byte[Pixels.Length];
        foreach (PixelPoint[] polygon in polygons)
        {
            for (int i = 0; i < polygon.Length; i++)
            {
                PixelPoint a = polygon[i], b = polygon[(i + 1) % polygon.Length];
                for (int row = (int)Math.Ceiling(Math.Min(a.Row, b.Row)); row < Math.Max(a.Row, b.Row); row++)
                {
                    for (int column = (int)Math.Ceiling(a.Column); column < Columns; column++)
                    {
                        crossings[(row * Columns) + column] ^= 1;
                    }
                }
            }
        }

        return crossings;
    }
}
