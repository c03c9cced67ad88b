using System.Buffers.Binary;

namespace DicomNode.Dicom.Network.Pdu;

/// <summary>Writes a PDU, big endian; the lengths of the PDU and of its items are filled in when they end. PS3.8 §9.3.</summary>
internal sealed class PduWriter
{
    private byte[] _bytes = new byte[512];
    private int _length;

    /// <summary>A complete PDU of the given type around what <paramref name="body"/> writes.</summary>
    public static ReadOnlyMemory<byte> Write(PduType type, Action<PduWriter> body)
    {
        PduWriter writer = new();
        writer.Byte((byte)type);
        writer.Zeros(5);
        body(writer);
        BinaryPrimitives.WriteUInt32BigEndian(writer._bytes.AsSpan(2), (uint)(writer._length - PduFrame.HeaderLength));
        return writer._bytes.AsMemory(0, writer._length);
    }

    public void Byte(byte value) => Grow(1)[0] = value;

    public void UInt16(ushort value) => BinaryPrimitives.WriteUInt16BigEndian(Grow(2), value);

    public void UInt32(uint value) => BinaryPrimitives.WriteUInt32BigEndian(Grow(4), value);

    public void Zeros(int count) => Grow(count).Clear();

    public void Bytes(ReadOnlySpan<byte> bytes) => bytes.CopyTo(Grow(bytes.Length));

    public void Text(string text) => System.Text.Encoding.Latin1.GetBytes(text, Grow(text.Length));

    /// <summary>Text padded with spaces, or cut, to a fixed length.</summary>
    public void Text(string text, int length) => Text(text.Length > length ? text[..length] : text.PadRight(length));

    /// <summary>An item: type (1 byte), reserved (1), length (2), content.</summary>
    public void Item(byte type, Action<PduWriter> content)
    {
        Byte(type);
        Zeros(3);
        int start = _length;
        content(this);
        BinaryPrimitives.WriteUInt16BigEndian(_bytes.AsSpan(start - 2), checked((ushort)(_length - start)));
    }

    public void TextItem(byte type, string text) => Item(type, w => w.Text(text));

    private Span<byte> Grow(int count)
    {
        if (_length + count > _bytes.Length)
        {
            Array.Resize(ref _bytes, Math.Max(_bytes.Length * 2, _length + count));
        }

        _length += count;
        return _bytes.AsSpan(_length - count, count);
    }
}
