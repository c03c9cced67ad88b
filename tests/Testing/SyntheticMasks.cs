using DicomNode.Dicom.Iod;

namespace DicomNode.Testing;

/// <summary>Masks by a formula.</summary>
/// <param name="isIn">Segment (from 0), slice, row, column.</param>
public sealed class SyntheticMasks(int slices, int rows, int columns, Func<int, int, int, int, bool> isIn) : ISegmentMasks
{
    public bool TryReadSlice(int segment, int slice, Span<byte> mask)
    {
        for (int i = 0; i < mask.Length; i++)
        {
            mask[i] = (byte)(isIn(segment, slice, i / columns, i % columns) ? 1 : 0);
        }

        return mask.Contains((byte)1);
    }

    /// <summary>Segment numbers, shape [slice, row, column]; where segments overlap the highest.</summary>
    public byte[] Labels(int segments)
    {
        byte[] labels = new byte[slices * rows * columns];
        for (int segment = 0; segment < segments; segment++)
        {
            for (int i = 0; i < labels.Length; i++)
            {
                labels[i] = isIn(segment, i / (rows * columns), i / columns % rows, i % columns) ? (byte)(segment + 1) : labels[i];
            }
        }

        return labels;
    }

    /// <summary>
    /// Three segments that do not overlap: a ball with a hole; a second ball, with two single pixels that touch at a corner; an island in the hole.
    /// </summary>
    public static SyntheticMasks Phantom(SyntheticSeries series)
    {
        ArgumentNullException.ThrowIfNull(series);
        (int slices, int rows, int columns) = (series.Slices, series.Rows, series.Columns);
        return new(slices, rows, columns, (segment, k, r, c) => segment switch
        {
            0 => Ball(k, r, c, -0.2, 0.6) && !Ball(k, r, c, -0.3, 0.2),
            1 => Ball(k, r, c, 0.62, 0.2) || (k == slices / 2 && r == c && r is (1 or 2)),
            _ => Ball(k, r, c, -0.3, 0.11),
        });

        bool Ball(int k, int r, int c, double shift, double radius) =>
            Square(k, slices, 0) + Square(r, rows, 0) + Square(c, columns, shift) < radius * radius;

        static double Square(int i, int n, double shift) => Math.Pow(((i - ((n - 1) / 2.0)) / (n / 2.0)) - shift, 2);
    }

    /// <summary>Two segments, the second inside the first.</summary>
    public static SyntheticMasks Nested(SyntheticSeries series)
    {
        ArgumentNullException.ThrowIfNull(series);
        return new(series.Slices, series.Rows, series.Columns, (segment, _, r, c) =>
            segment == 0 ? r is > 2 and < 40 && c is > 3 and < 50 : r is > 10 and < 30 && c is > 12 and < 33);
    }

    public static SyntheticMasks Empty(SyntheticSeries series)
    {
        ArgumentNullException.ThrowIfNull(series);
        return new(series.Slices, series.Rows, series.Columns, (_, _, _, _) => false);
    }
}
