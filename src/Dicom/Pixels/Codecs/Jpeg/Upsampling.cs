namespace DicomNode.Dicom.Pixels.Codecs.Jpeg;

/// <summary>
/// Rows of a component at the image's size. Twice as many columns, or columns and rows, come by a triangle filter (three parts of the nearer sample, one of the farther)
/// with the rounding of the Independent JPEG Group's "fancy upsampling"; anything else by repetition.
/// </summary>
internal sealed class Upsampling(DctPlane plane, int columns)
{
    private readonly ushort[] _row = new ushort[plane.Columns * plane.StretchAcross];
    private readonly int[] _sums = new int[plane.Columns];

    public ReadOnlySpan<ushort> Row(int y)
    {
        bool isFiltered = plane.Columns > 2;
        switch (plane.StretchAcross, plane.StretchDown)
        {
            case (1, 1):
                return plane.Row(y)[..columns];
            case (2, 1) when isFiltered:
                Widen(plane.Row(y));
                break;
            case (2, 2) when isFiltered:
                WidenBetween(plane.Row(y / 2), plane.Row((y / 2) + (y % 2 == 0 ? -1 : 1)));
                break;
            default:
                Repeat(plane.Row(y / plane.StretchDown));
                break;
        }

        return _row.AsSpan(0, columns);
    }

    /// <summary>The first of two neighbours is rounded down on a tie, the second up, so that no bias adds up.</summary>
    private void Widen(ReadOnlySpan<ushort> samples)
    {
        int last = samples.Length - 1;
        _row[0] = samples[0];
        _row[(2 * last) + 1] = samples[last];
        for (int x = 0; x < last; x++)
        {
            _row[(2 * x) + 1] = (ushort)(((3 * samples[x]) + samples[x + 1] + 2) >> 2);
            _row[(2 * x) + 2] = (ushort)(((3 * samples[x + 1]) + samples[x] + 1) >> 2);
        }
    }

    private void WidenBetween(ReadOnlySpan<ushort> near, ReadOnlySpan<ushort> far)
    {
        for (int x = 0; x < _sums.Length; x++)
        {
            _sums[x] = (3 * near[x]) + far[x];
        }

        int last = _sums.Length - 1;
        _row[0] = (ushort)(((4 * _sums[0]) + 8) >> 4);
        _row[(2 * last) + 1] = (ushort)(((4 * _sums[last]) + 7) >> 4);
        for (int x = 0; x < last; x++)
        {
            _row[(2 * x) + 1] = (ushort)(((3 * _sums[x]) + _sums[x + 1] + 7) >> 4);
            _row[(2 * x) + 2] = (ushort)(((3 * _sums[x + 1]) + _sums[x] + 8) >> 4);
        }
    }

    private void Repeat(ReadOnlySpan<ushort> samples)
    {
        for (int x = 0; x < columns; x++)
        {
            _row[x] = samples[x / plane.StretchAcross];
        }
    }
}
