namespace DicomNode.Segmentation.Reading;

/// <summary>A segment or a region of interest on the grid of a series. Slices without it take no memory.</summary>
public sealed class ReadStructure
{
    private readonly SourceGrid _grid;
    private readonly SliceBits?[] _slices;

    internal ReadStructure(int number, string name, SourceGrid grid)
    {
        (Number, Name, _grid) = (number, name, grid);
        _slices = new SliceBits?[grid.Depth];
    }

    /// <summary>SegmentNumber, pixel value of a label map, or ROINumber.</summary>
    public int Number { get; }

    /// <summary>SegmentLabel or ROIName.</summary>
    public string Name { get; }

    public long Voxels => _slices.Sum(s => (long)(s?.Count() ?? 0));

    /// <summary>In mm³: every slice with the extent that it stands for, half the way to each neighbour.</summary>
    public double VolumeMm3 => _slices.Select((s, i) => (s?.Count() ?? 0) * _grid.PixelMm2 * _grid.ExtentMm(i)).Sum();

    /// <summary>Whether something of it may be on a slice; otherwise nothing is.</summary>
    public bool MayBeOn(int slice) => _slices[slice] is not null;

    /// <summary>Writes the mask on a slice.</summary>
    /// <param name="slice">Ascending along the normal.</param>
    /// <param name="mask">rows × columns values, row by row; each becomes 0 or 1.</param>
    /// <returns>False: it is not on this slice; <paramref name="mask"/> is all 0 then.</returns>
    public bool TryReadSlice(int slice, Span<byte> mask)
    {
        mask.Clear();
        _slices[slice]?.Write(mask, (byte)1);
        return mask.Contains((byte)1);
    }

    /// <summary>The mask on all slices: shape [z, y, x] of the series.</summary>
    public byte[] ToMask()
    {
        int length = _grid.Rows * _grid.Columns;
        byte[] mask = new byte[checked(length * _slices.Length)];
        WriteTo(mask, (byte)1);
        return mask;
    }

    internal void WriteTo<T>(Span<T> volume, T value)
    {
        int length = _grid.Rows * _grid.Columns;
        for (int i = 0; i < _slices.Length; i++)
        {
            _slices[i]?.Write(volume.Slice(i * length, length), value);
        }
    }

    internal SliceBits On(int slice) => _slices[slice] ??= new(_grid.Rows, _grid.Columns);

    internal bool Overlaps(ReadStructure other) => _slices.Zip(other._slices).Any(s => s.First is not null && s.Second is not null && s.First.Overlaps(s.Second));
}
