namespace DicomNode.Dicom.Encoding;

/// <summary>
/// A header that our writer would not write of itself: a VR that nobody knows, none at all in an explicit VR stream, UN for something known, reserved bytes
/// in use. It is kept so that what was read is written byte for byte, in a transfer syntax of the same kind.
/// </summary>
/// <param name="Bytes">8 or 12, as they stood in the stream.</param>
internal sealed record IrregularHeader(ReadOnlyMemory<byte> Bytes, bool HasVr, bool ExplicitVr, bool BigEndian)
{
    public string? VrCode => HasVr ? TextEncoding.Latin1.GetString(Bytes.Span.Slice(4, 2)) : null;

    private bool HasShortLength => HasVr && Bytes.Length == 8;

    /// <summary>Whether it can stand before a value of this length in a stream of this kind.</summary>
    public bool Fits(bool explicitVr, bool bigEndian, long length) =>
        explicitVr == ExplicitVr && bigEndian == BigEndian && (length <= ushort.MaxValue || !HasShortLength);

    public void Write(Span<byte> at, uint length)
    {
        Bytes.Span.CopyTo(at);
        if (HasShortLength)
        {
            ByteOrder.Write(at[6..], (ushort)length, BigEndian);
        }
        else
        {
            ByteOrder.Write(at[(Bytes.Length - 4)..], length, BigEndian);
        }
    }
}
