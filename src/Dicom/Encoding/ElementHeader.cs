using DicomNode.Dicom.Data;

namespace DicomNode.Dicom.Encoding;

/// <summary>Tag, VR and length of an element as they stand before its value. PS3.5 §7.1.2, §7.1.3.</summary>
/// <param name="Vr"><see cref="Vr.None"/> in implicit VR and for the delimiters of group FFFE.</param>
/// <param name="Size">Bytes of the header itself: 8 or 12.</param>
internal readonly record struct ElementHeader(Tag Tag, Vr Vr, uint Length, int Size)
{
    public const uint Undefined = 0xFFFFFFFF;
    public const int LongestSize = 12;
    public const uint ItemTag = 0xFFFEE000, ItemDelimiterTag = 0xFFFEE00D, SequenceDelimiterTag = 0xFFFEE0DD;

    private const ushort DelimiterGroup = 0xFFFE;

    public bool IsUndefined => Length == Undefined;

    /// <param name="bytes">From the first byte of the tag.</param>
    /// <param name="remaining">Bytes up to the end of what encloses the element: tells which reading of a VR that nobody knows can be right.</param>
    /// <returns>False: the header is longer than <paramref name="bytes"/>.</returns>
    public static bool TryRead(ReadOnlySpan<byte> bytes, bool explicitVr, bool bigEndian, long remaining, out ElementHeader header)
    {
        header = default;
        if (bytes.Length < 8)
        {
            return false;
        }

        Tag tag = ByteOrder.ReadTag(bytes, bigEndian);
        if (!explicitVr || tag.Group == DelimiterGroup)
        {
            header = new(tag, Vr.None, ByteOrder.UInt32(bytes[4..], bigEndian), 8);
            return true;
        }

        Vr vr = (Vr)((bytes[4] << 8) | bytes[5]);
        if (!vr.IsKnown())
        {
            return TryReadUnknown(bytes, tag, bigEndian, remaining, out header);
        }

        if (!vr.HasLongLength())
        {
            header = new(tag, vr, ByteOrder.UInt16(bytes[6..], bigEndian), 8);
            return true;
        }

        if (bytes.Length < LongestSize)
        {
            return false;
        }

        header = new(tag, vr, ByteOrder.UInt32(bytes[8..], bigEndian), LongestSize);
        return true;
    }

    /// <summary>
    /// Two capital letters are a VR of a later standard: those have the long form (PS3.5 §7.1.2), unless only the short one fits.
    /// Anything else is a writer's mistake. Most often the header has no VR at all, and the length of a short value shows as two bytes of zero
    /// at the end; else a wrong VR stands before a length of 16 bits.
    /// </summary>
    private static bool TryReadUnknown(ReadOnlySpan<byte> bytes, Tag tag, bool bigEndian, long remaining, out ElementHeader header)
    {
        ushort shortLength = ByteOrder.UInt16(bytes[6..], bigEndian);
        header = new(tag, Vr.UN, shortLength, 8);
        if (!char.IsAsciiLetterUpper((char)bytes[4]) || !char.IsAsciiLetterUpper((char)bytes[5]))
        {
            uint withoutVr = ByteOrder.UInt32(bytes[4..], bigEndian);
            if (withoutVr is <= ushort.MaxValue or Undefined)
            {
                header = new(tag, Vr.None, withoutVr, 8);
            }

            return true;
        }

        if (shortLength != 0)
        {
            return true; // the long form has two reserved bytes of zero here
        }

        if (bytes.Length < LongestSize)
        {
            return remaining <= bytes.Length; // an empty element at the very end
        }

        uint longLength = ByteOrder.UInt32(bytes[8..], bigEndian);
        if (longLength == Undefined || longLength <= remaining - LongestSize)
        {
            header = new(tag, Vr.UN, longLength, LongestSize);
        }

        return true;
    }
}
