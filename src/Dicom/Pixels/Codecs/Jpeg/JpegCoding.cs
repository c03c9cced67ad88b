namespace DicomNode.Dicom.Pixels.Codecs.Jpeg;

/// <summary>How the samples of a frame are coded.</summary>
internal abstract class JpegCoding(JpegFrame frame, PixelFormat format)
{
    private readonly bool[] _isDecoded = new bool[frame.Components.Count];

    public bool IsComplete => Array.TrueForAll(_isDecoded, d => d);

    protected JpegFrame Frame { get; } = frame;

    protected PixelFormat Format { get; } = format;

    /// <returns>Bytes of <paramref name="data"/> that belong to the scan.</returns>
    public int DecodeScan(JpegScan scan, JpegTables tables, ReadOnlySpan<byte> data, Span<byte> native)
    {
        foreach (JpegScanPart part in scan.Parts)
        {
            if (_isDecoded[part.Component])
            {
                throw Bitstream.Refused("JPEG", $"component {Frame.Components[part.Component].Id} is coded twice");
            }

            _isDecoded[part.Component] = true;
        }

        EntropySegments segments = new(data);
        try
        {
            Decode(scan, tables, ref segments, native);
            return segments.Length;
        }
        finally
        {
            segments.Dispose();
        }
    }

    /// <summary>All components are there.</summary>
    public virtual void Complete(JpegTables tables, Span<byte> native)
    {
    }

    protected abstract void Decode(JpegScan scan, JpegTables tables, ref EntropySegments segments, Span<byte> native);
}
