namespace DicomNode.Dicom.Pixels.Codecs.Jpeg;

/// <summary>Sequential DCT with Huffman codes, 8 or 12 bits: processes 1, 2 and 4. ITU-T T.81 Annex F.</summary>
internal sealed class DctCoding : JpegCoding
{
    private readonly DctPlane[] _planes;
    private readonly int _across;
    private readonly int _down;
    private readonly string? _convertFrom;

    /// <param name="isRgbWanted">Cells of three samples are to be RGB.</param>
    public DctCoding(JpegFrame frame, PixelFormat format, bool isRgbWanted)
        : base(frame, format)
    {
        if (frame.Precision is not (8 or 12))
        {
            throw Bitstream.Refused("JPEG", $"sequential frames of {frame.Precision} bits are not defined");
        }

        _across = frame.Components.Max(c => c.Across);
        _down = frame.Components.Max(c => c.Down);
        if (frame.Components.Any(c => c.Across is < 1 or > 4 || c.Down is < 1 or > 4 || _across % c.Across != 0 || _down % c.Down != 0))
        {
            throw Bitstream.Refused("JPEG", "sampling factors that do not divide one another are not supported");
        }

        _planes = [.. frame.Components.Select(c => new DctPlane(frame, c, _across, _down))];
        _convertFrom = isRgbWanted ? format.PhotometricInterpretation : null;
    }

    public override void Complete(JpegTables tables, Span<byte> native)
    {
        Array.ForEach(_planes, p => LossySamples.Clamp(p.Samples.AsSpan(), Frame.Precision, Format));
        Upsampling[] components = [.. _planes.Select(p => new Upsampling(p, Frame.Columns))];
        bool isConverted = _convertFrom is not null && (tables.AdobeTransform is int transform ? transform == 1 : _convertFrom.StartsWith("YBR", StringComparison.Ordinal));
        ushort[] pixels = new ushort[isConverted ? Frame.Columns * components.Length : 0];
        for (int y = 0; y < Frame.Rows; y++)
        {
            int first = y * Frame.Columns * components.Length;
            if (isConverted)
            {
                YcbcrColour.ToRgb(components[0].Row(y), components[1].Row(y), components[2].Row(y), Frame.Precision, pixels);
                SampleCells.Store<ushort>(pixels, first, 1, Format, native);
                continue;
            }

            for (int component = 0; component < components.Length; component++)
            {
                SampleCells.Store(components[component].Row(y), first + component, components.Length, Format, native);
            }
        }
    }

    protected override void Decode(JpegScan scan, JpegTables tables, ref EntropySegments segments, Span<byte> native)
    {
        DctBlocks[] blocks = [.. scan.Parts.Select(p => new DctBlocks(_planes[p.Component], tables.Dc(p.DcTable), tables.Ac(p.AcTable), tables.Quantization(Frame.Components[p.Component].Quantization), Frame.Precision))];
        bool isInterleaved = blocks.Length > 1; // alone, a component has no padding to whole units of all. §A.2.2
        int unitsAcross = isInterleaved ? DivideUp(Frame.Columns, 8 * _across) : DivideUp(blocks[0].Plane.Columns, 8);
        int unitsDown = isInterleaved ? DivideUp(Frame.Rows, 8 * _down) : DivideUp(blocks[0].Plane.Rows, 8);
        int toRestart = tables.RestartInterval;
        JpegBits bits = segments.Next();
        for (int unitY = 0; unitY < unitsDown; unitY++)
        {
            for (int unitX = 0; unitX < unitsAcross; unitX++)
            {
                if (tables.RestartInterval > 0 && toRestart-- == 0)
                {
                    bits = segments.Restart();
                    toRestart = tables.RestartInterval - 1;
                    Array.ForEach(blocks, b => b.Restart());
                }

                foreach (DctBlocks component in blocks)
                {
                    component.DecodeUnit(ref bits, unitX, unitY, isInterleaved);
                }
            }

            if (bits.IsExhausted)
            {
                throw Bitstream.Refused("JPEG", $"the bits end in row {unitY + 1} of {unitsDown} rows of blocks");
            }
        }
    }

    internal static int DivideUp(int value, int by) => (value + by - 1) / by;
}
