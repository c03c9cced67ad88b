using DicomNode.Segmentation.Kernels;
using DicomNode.Segmentation.Volumes;

namespace DicomNode.Segmentation.Slabs;

/// <summary>A piece of a row on the source grid, interpolated from a plane of scores.</summary>
internal static class SampledRow
{
    /// <param name="plane">Shape [z, y, x] of <paramref name="shape"/>.</param>
    /// <param name="slice">On the plane's axis z, as <paramref name="line"/> is on y and each of <paramref name="columns"/> on x.</param>
    /// <param name="made">As long as <paramref name="columns"/>.</param>
    /// <param name="row">As long as the plane is wide, at least; used.</param>
    /// <param name="other">As long as the plane is wide, at least; used.</param>
    public static void Run(
        ReadOnlySpan<float> plane, VolumeShape shape, SamplePoint slice, SamplePoint line, ReadOnlySpan<SamplePoint> columns, Span<float> made, Span<double> row, Span<double> other)
    {
        int start = Math.Min(columns[0].Lower, columns[^1].Lower), length = Math.Max(columns[0].Upper, columns[^1].Upper) + 1 - start;
        row = row[..length];
        Resample.BlendRow(Piece(plane, slice.Lower, line.Lower), Piece(plane, slice.Upper, line.Lower), slice.Fraction, row);
        if (line.Fraction != 0)
        {
            other = other[..length];
            Resample.BlendRow(Piece(plane, slice.Lower, line.Upper), Piece(plane, slice.Upper, line.Upper), slice.Fraction, other);
            Resample.Blend(row, other, line.Fraction);
        }

        for (int x = 0; x < columns.Length; x++)
        {
            SamplePoint column = columns[x];
            made[x] = (float)((row[column.Lower - start] * (1 - column.Fraction)) + (row[column.Upper - start] * column.Fraction));
        }

        ReadOnlySpan<float> Piece(ReadOnlySpan<float> from, int z, int y) => from.Slice((((z * shape.Height) + y) * shape.Width) + start, length);
    }
}
