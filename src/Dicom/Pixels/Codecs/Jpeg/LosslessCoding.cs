namespace DicomNode.Dicom.Pixels.Codecs.Jpeg;

/// <summary>Process 14: every sample is predicted from its neighbours, and the difference is coded. ITU-T T.81 Annex H.</summary>
internal sealed class LosslessCoding : JpegCoding
{
    public LosslessCoding(JpegFrame frame, PixelFormat format)
        : base(frame, format)
    {
        if (frame.Components.Any(c => c.Across != frame.Components[0].Across || c.Down != frame.Components[0].Down))
        {
            throw Bitstream.Refused("JPEG Lossless", "subsampled components are not supported");
        }
    }

    protected override void Decode(JpegScan scan, JpegTables tables, ref EntropySegments segments, Span<byte> native)
    {
        if (scan.Start is < 1 or > 7 || scan.PointTransform >= Frame.Precision)
        {
            throw Bitstream.Refused("JPEG Lossless", $"predictor {scan.Start}, point transform {scan.PointTransform}");
        }

        int rowsToRestart = tables.RestartInterval == 0 ? Frame.Rows : tables.RestartInterval / Frame.Columns;
        if (tables.RestartInterval % Frame.Columns != 0)
        {
            throw Bitstream.Refused("JPEG Lossless", $"a restart interval of {tables.RestartInterval} is no whole number of rows");
        }

        HuffmanTable[] huffman = [.. scan.Parts.Select(p => tables.Dc(p.DcTable))];
        SampleRows rows = new(scan, Frame.Columns);
        JpegBits bits = segments.Next();
        for (int y = 0; y < Frame.Rows; y++)
        {
            bool isFirst = y % rowsToRestart == 0;
            if (isFirst && y > 0)
            {
                bits = segments.Restart();
            }

            rows.Read(huffman, ref bits);
            if (bits.IsExhausted)
            {
                throw Bitstream.Refused("JPEG Lossless", $"the bits end in row {y + 1} of {Frame.Rows}");
            }

            rows.Predict(scan.Start, isFirst ? 1 << (Frame.Precision - scan.PointTransform - 1) : null);
            rows.Write(scan, y, Format, native);
        }
    }
}
