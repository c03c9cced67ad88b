using System.Buffers.Binary;
using DicomNode.Dicom.Data;

namespace DicomNode.Dicom.Encoding;

/// <summary>Numbers of headers in either byte order, and the swap of whole values. PS3.5 §7.3.</summary>
internal static class ByteOrder
{
    public static ushort UInt16(ReadOnlySpan<byte> at, bool bigEndian) =>
        bigEndian ? BinaryPrimitives.ReadUInt16BigEndian(at) : BinaryPrimitives.ReadUInt16LittleEndian(at);

    public static uint UInt32(ReadOnlySpan<byte> at, bool bigEndian) =>
        bigEndian ? BinaryPrimitives.ReadUInt32BigEndian(at) : BinaryPrimitives.ReadUInt32LittleEndian(at);

    public static Tag ReadTag(ReadOnlySpan<byte> at, bool bigEndian) => new(UInt16(at, bigEndian), UInt16(at[2..], bigEndian));

    public static void Write(Span<byte> at, ushort value, bool bigEndian)
    {
        if (bigEndian)
        {
            BinaryPrimitives.WriteUInt16BigEndian(at, value);
        }
        else
        {
            BinaryPrimitives.WriteUInt16LittleEndian(at, value);
        }
    }

    public static void Write(Span<byte> at, uint value, bool bigEndian)
    {
        if (bigEndian)
        {
            BinaryPrimitives.WriteUInt32BigEndian(at, value);
        }
        else
        {
            BinaryPrimitives.WriteUInt32LittleEndian(at, value);
        }
    }

    /// <summary>The value with the bytes of each of its units reversed; the value itself where a unit is one byte.</summary>
    public static ReadOnlyMemory<byte> Swap(Vr vr, ReadOnlyMemory<byte> value)
    {
        int unit = vr.UnitSize();
        if (unit == 1)
        {
            return value;
        }

        byte[] swapped = value.ToArray();
        for (int i = 0; i + unit <= swapped.Length; i += unit)
        {
            Array.Reverse(swapped, i, unit);
        }

        return swapped;
    }
}
