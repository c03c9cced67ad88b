namespace DicomNode.Dicom.Pixels.Codecs.Jpeg;

/// <summary>The samples of one component, in whole blocks. ITU-T T.81 §A.1.1, §A.2.4.</summary>
internal sealed class DctPlane
{
    public DctPlane(JpegFrame frame, JpegComponent component, int mostAcross, int mostDown)
    {
        (BlocksAcross, BlocksDown) = (component.Across, component.Down);
        (StretchAcross, StretchDown) = (mostAcross / component.Across, mostDown / component.Down);
        Columns = DctCoding.DivideUp(frame.Columns * component.Across, mostAcross);
        Rows = DctCoding.DivideUp(frame.Rows * component.Down, mostDown);
        Stride = DctCoding.DivideUp(frame.Columns, 8 * mostAcross) * 8 * component.Across;
        long length = (long)Stride * DctCoding.DivideUp(frame.Rows, 8 * mostDown) * 8 * component.Down;
        Samples = length <= Array.MaxLength ? new ushort[length] : throw Bitstream.Refused("JPEG", "the frame is too large");
    }

    /// <summary>Of the component in a unit of interleaved components.</summary>
    public int BlocksAcross { get; }

    public int BlocksDown { get; }

    /// <summary>Pixels of the image for one sample.</summary>
    public int StretchAcross { get; }

    public int StretchDown { get; }

    /// <summary>Samples that count; the rest fills blocks up.</summary>
    public int Columns { get; }

    public int Rows { get; }

    public int Stride { get; }

    public ushort[] Samples { get; }

    public ReadOnlySpan<ushort> Row(int y) => Samples.AsSpan(Math.Clamp(y, 0, Rows - 1) * Stride, Columns);
}
