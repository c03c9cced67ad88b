using DicomNode.Dicom.Iod.Reading;

namespace DicomNode.Segmentation.Reading;

/// <summary>
/// From the pixels of a frame to those of the slice it lies on, where both are the same pixels: column' = Column + c · ColumnPerColumn + r · ColumnPerRow, row' alike.
/// The frame may be a part of the image, or lie on it mirrored or turned, as makers do that keep their own axes.
/// </summary>
internal readonly record struct PixelMap(int Column, int Row, int ColumnPerColumn, int ColumnPerRow, int RowPerColumn, int RowPerRow)
{
    /// <summary>How far the centre of a pixel may lie from that of its counterpart, in pixels, anywhere in the frame.</summary>
    private const double Tolerance = 0.1;

    /// <returns>Null: the pixels are others.</returns>
    public static PixelMap? Of(FramePlane plane, int rows, int columns, SourceGrid grid, int slice)
    {
        (double column, double row) = grid.ToPixel(slice, plane.ToPatient(0, 0));
        (double columnAcross, double rowAcross) = grid.ToPixel(slice, plane.ToPatient(1, 0));
        (double columnDown, double rowDown) = grid.ToPixel(slice, plane.ToPatient(0, 1));
        PixelMap map = new(
            Rounded(column), Rounded(row), Rounded(columnAcross - column), Rounded(columnDown - column), Rounded(rowAcross - row), Rounded(rowDown - row));
        if (Math.Abs((map.ColumnPerColumn * map.RowPerRow) - (map.ColumnPerRow * map.RowPerColumn)) != 1)
        {
            return null; // other spacings
        }

        foreach ((int c, int r) in (ReadOnlySpan<(int, int)>)[(0, 0), (columns - 1, 0), (0, rows - 1), (columns - 1, rows - 1)])
        {
            (double atColumn, double atRow) = grid.ToPixel(slice, plane.ToPatient(c, r));
            (int toColumn, int toRow) = map.Apply(c, r);
            if (Math.Abs(atColumn - toColumn) > Tolerance || Math.Abs(atRow - toRow) > Tolerance)
            {
                return null;
            }
        }

        return map;
    }

    public (int Column, int Row) Apply(int column, int row) =>
        (Column + (column * ColumnPerColumn) + (row * ColumnPerRow), Row + (column * RowPerColumn) + (row * RowPerRow));

    private static int Rounded(double value) => (int)Math.Round(Math.Clamp(value, -1e6, 1e6));
}
