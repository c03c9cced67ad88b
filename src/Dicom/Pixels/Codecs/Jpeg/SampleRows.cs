namespace DicomNode.Dicom.Pixels.Codecs.Jpeg;

/// <summary>Of each component of a scan the row that is decoded, and the one above.</summary>
internal sealed class SampleRows(JpegScan scan, int columns)
{
    private readonly ushort[] _interleaved = new ushort[scan.Parts.Count == 1 ? 0 : columns * scan.Parts.Count];
    private readonly ushort[] _shifted = new ushort[scan.PointTransform > 0 ? columns : 0];
    private ushort[][] _rows = [.. scan.Parts.Select(_ => new ushort[columns])];
    private ushort[][] _above = [.. scan.Parts.Select(_ => new ushort[columns])];

    /// <summary>The differences of the next row.</summary>
    public void Read(HuffmanTable[] huffman, ref JpegBits bits)
    {
        (_rows, _above) = (_above, _rows);
        if (huffman.Length == 1)
        {
            bits.ReadDifferences(huffman[0], _rows[0]);
            return;
        }

        bits.ReadDifferences(huffman, _interleaved);
        for (int component = 0; component < _rows.Length; component++)
        {
            ushort[] row = _rows[component];
            for (int x = 0, at = component; x < row.Length; x++, at += _rows.Length)
            {
                row[x] = _interleaved[at];
            }
        }
    }

    /// <param name="start">Prediction of the first sample where there is no row above.</param>
    public void Predict(int predictor, int? start)
    {
        for (int component = 0; component < _rows.Length; component++)
        {
            LosslessPrediction.Undo(predictor, start, _above[component], _rows[component]);
        }
    }

    /// <summary>Into the cells of row <paramref name="y"/>, at the places of the components.</summary>
    public void Write(JpegScan scan, int y, PixelFormat format, Span<byte> native)
    {
        int rowLength = format.Columns * format.SamplesPerPixel, first = y * rowLength;
        for (int i = 0; i < _rows.Length; i++)
        {
            for (int x = 0; scan.PointTransform > 0 && x < _rows[i].Length; x++)
            {
                _shifted[x] = (ushort)(_rows[i][x] << scan.PointTransform);
            }

            ReadOnlySpan<ushort> row = scan.PointTransform > 0 ? _shifted : _rows[i];
            SampleCells.Store(row, first + scan.Parts[i].Component, format.SamplesPerPixel, format, native);
        }
    }
}
