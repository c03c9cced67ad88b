using System.Buffers.Binary;
using System.Text;

namespace DicomNode.Segmentation.Inference.Graph;

/// <summary>Writes fields of protobuf messages. A message is a list of pieces, so that weights are never copied.</summary>
internal static class ProtoWriter
{
    public static byte[] Integer(int field, long value) => [.. Key(field, ProtoWire.Varint), .. Varint((ulong)value)];

    public static byte[] Single(int field, float value)
    {
        byte[] bytes = new byte[4];
        BinaryPrimitives.WriteSingleLittleEndian(bytes, value);
        return [.. Key(field, ProtoWire.Fixed32), .. bytes];
    }

    public static byte[] Text(int field, string value) => Bytes(field, Encoding.UTF8.GetBytes(value));

    public static byte[] Bytes(int field, ReadOnlySpan<byte> value) => [.. Prefix(field, value.Length), .. value];

    /// <summary>What stands before a value of so many bytes.</summary>
    public static byte[] Prefix(int field, long length) => [.. Key(field, ProtoWire.Bytes), .. Varint((ulong)length)];

    private static byte[] Key(int field, ProtoWire wire) => Varint(((ulong)field << 3) | (uint)wire);

    private static byte[] Varint(ulong value)
    {
        List<byte> bytes = [];
        for (; value > 0x7F; value >>= 7)
        {
            bytes.Add((byte)((value & 0x7F) | 0x80));
        }

        bytes.Add((byte)value);
        return [.. bytes];
    }
}
