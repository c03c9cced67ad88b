using System.Buffers.Binary;

namespace DicomNode.Dicom.Network.Pdu;

/// <summary>Reads the fields of a PDU body or of an item in it, big endian, and never past the end. PS3.8 §9.3.</summary>
internal ref struct PduReader(ReadOnlySpan<byte> bytes)
{
    private ReadOnlySpan<byte> _rest = bytes;

    public readonly bool AtEnd => _rest.IsEmpty;

    public byte Byte() => Bytes(1)[0];

    public ushort UInt16() => BinaryPrimitives.ReadUInt16BigEndian(Bytes(2));

    public uint UInt32() => BinaryPrimitives.ReadUInt32BigEndian(Bytes(4));

    /// <summary>Text of the ISO 646 set without padding; other bytes stay recognisable, one character each.</summary>
    public string Text(int length) => System.Text.Encoding.Latin1.GetString(Bytes(length)).Trim(' ', '\0');

    public string TextToEnd() => Text(_rest.Length);

    public ReadOnlySpan<byte> Bytes(int length)
    {
        if (length > _rest.Length)
        {
            throw PduException.Invalid($"A field of {length} bytes stands where only {_rest.Length} are left.");
        }

        ReadOnlySpan<byte> field = _rest[..length];
        _rest = _rest[length..];
        return field;
    }

    public void Skip(int length) => Bytes(length);

    /// <summary>An item: type (1 byte), reserved (1), length (2), content.</summary>
    public PduReader Item(out byte type)
    {
        type = Byte();
        Skip(1);
        return new(Bytes(UInt16()));
    }
}
