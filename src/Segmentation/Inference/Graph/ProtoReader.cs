namespace DicomNode.Segmentation.Inference.Graph;

/// <summary>Cuts a protobuf message into its fields. Nothing is copied, and fields that nobody here knows are fields like others.</summary>
internal static class ProtoReader
{
    /// <exception cref="ProtoException">The bytes are no message.</exception>
    public static List<ProtoField> Fields(ReadOnlyMemory<byte> message)
    {
        List<ProtoField> fields = [];
        for (int at = 0; at < message.Length;)
        {
            ReadOnlySpan<byte> rest = message.Span[at..];
            ulong key = Varint(rest, out int keyLength);
            ProtoWire wire = (ProtoWire)(key & 7);
            (int before, int length) = Lengths(rest[keyLength..], wire);
            int total = keyLength + before + length;
            fields.Add(new ProtoField(checked((int)(key >> 3)), wire, message.Slice(at, total), message.Slice(at + keyLength + before, length)));
            at += total;
        }

        return fields;
    }

    /// <summary>Numbers of a repeated field, one by one or packed.</summary>
    public static IEnumerable<long> Integers(IEnumerable<ProtoField> fields, int number)
    {
        foreach (ProtoField field in fields.Where(f => f.Number == number))
        {
            if (field.Wire != ProtoWire.Bytes)
            {
                yield return field.Integer;
                continue;
            }

            for (int at = 0; at < field.Value.Length;)
            {
                yield return (long)Varint(field.Value.Span[at..], out int length);
                at += length;
            }
        }
    }

    public static ulong Varint(ReadOnlySpan<byte> bytes, out int length)
    {
        ulong value = 0;
        for (length = 0; length < bytes.Length && length < 10;)
        {
            byte next = bytes[length];
            value |= (ulong)(next & 0x7F) << (7 * length);
            length++;
            if (next < 0x80)
            {
                return value;
            }
        }

        throw new ProtoException("A number does not end.");
    }

    // bytes before the value, and of the value
    private static (int Before, int Length) Lengths(ReadOnlySpan<byte> rest, ProtoWire wire)
    {
        (int before, ulong length) = (0, 0UL);
        switch (wire)
        {
            case ProtoWire.Varint:
                Varint(rest, out int digits);
                length = (ulong)digits;
                break;
            case ProtoWire.Fixed64:
                length = 8;
                break;
            case ProtoWire.Fixed32:
                length = 4;
                break;
            case ProtoWire.Bytes:
                length = Varint(rest, out before);
                break;
            default:
                throw new ProtoException($"Wire type {(int)wire} is not one of ONNX.");
        }

        return length <= (ulong)(rest.Length - before) ? (before, (int)length) : throw new ProtoException("A field is longer than its message.");
    }
}
