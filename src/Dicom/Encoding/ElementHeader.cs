using DicomNode.Dicom.Data;

namespace DicomNode.Dicom.Encoding;

/// <summary>Tag, VR and length of an element as they stand before its value. PS3.5 §7.1.2, §7.1.3.</summary>
/// <param name="Vr">The two bytes of an explicit VR, which may be a code that nobody knows; <see cref="Vr.None"/> where there is none.</param>
/// <param name="Size">Bytes of the header itself: 8 or 12.</param>
/// <param name="IsRegular">Whether the standard's header for this tag, VR and length has the same bytes.</param>
internal readonly record struct ElementHeader(Tag Tag, Vr Vr, uint Length, int Size, bool IsRegular)
{
    public const uint Undefined = 0xFFFFFFFF;

    /// <summary>With so many bytes every header can be read.</summary>
    public const int LookAhead = LongSize + 2;

    public const int ShortSize = 8, LongSize = 12;
    public const uint ItemTag = 0xFFFEE000, ItemDelimiterTag = 0xFFFEE00D, SequenceDelimiterTag = 0xFFFEE0DD;

    public bool IsUndefined => Length == Undefined;

    /// <summary>UN, or a code that nobody knows: PS3.5 §6.2.2 has both mean the same.</summary>
    public bool IsUnknownVr => Vr is Vr.UN || (Vr != Vr.None && !Vr.IsKnown());

    /// <param name="bytes">From the first byte of the tag.</param>
    /// <param name="isEnd">Nothing follows <paramref name="bytes"/>: what encloses the element ends there.</param>
    /// <returns>False: more bytes are needed than there are.</returns>
    public static bool TryRead(ReadOnlySpan<byte> bytes, bool explicitVr, bool bigEndian, bool isEnd, out ElementHeader header)
    {
        header = default;
        if (bytes.Length < ShortSize)
        {
            return false;
        }

        Tag tag = ByteOrder.ReadTag(bytes, bigEndian);
        if (!explicitVr || IsDelimiter(tag))
        {
            header = new(tag, Vr.None, ByteOrder.UInt32(bytes[4..], bigEndian), ShortSize, IsRegular: true);
            return true;
        }

        Vr vr = (Vr)((bytes[4] << 8) | bytes[5]);
        if (!vr.IsKnown())
        {
            return TryReadUnknown(bytes, tag, vr, bigEndian, isEnd, out header);
        }

        if (!vr.HasLongLength())
        {
            header = new(tag, vr, ByteOrder.UInt16(bytes[6..], bigEndian), ShortSize, IsRegular: true);
            return true;
        }

        if (bytes.Length < LongSize)
        {
            return false;
        }

        header = new(tag, vr, ByteOrder.UInt32(bytes[8..], bigEndian), LongSize, IsRegular: (bytes[6] | bytes[7]) == 0);
        return true;
    }

    /// <summary>
    /// Characters that are no VR of ours. Bytes that cannot be printed are no VR but the lower half of a length: somebody mixed implicit VR in.
    /// Two capital letters are a VR of a later standard, and those have the long form (PS3.5 §7.1.2); anything else printable (??, two blanks) stands in the short form,
    /// where a VR would stand. What is looked at beyond that is whether a next header comes straight after, which only an empty value explains.
    /// The decision rests on these bytes alone, so that a reader of a whole file and one of a network take it alike.
    /// </summary>
    private static bool TryReadUnknown(ReadOnlySpan<byte> bytes, Tag tag, Vr vr, bool bigEndian, bool isEnd, out ElementHeader header)
    {
        uint withoutVr = ByteOrder.UInt32(bytes[4..], bigEndian);
        ushort shortLength = ByteOrder.UInt16(bytes[6..], bigEndian);
        header = new(tag, vr, shortLength, ShortSize, IsRegular: false);
        if (!IsPrintable(bytes[4]) || !IsPrintable(bytes[5]))
        {
            header = new(tag, Vr.None, withoutVr, ShortSize, IsRegular: false);
            return true;
        }

        if (shortLength != 0)
        {
            return true;
        }

        if (bytes.Length < LookAhead && !isEnd)
        {
            return false;
        }

        if (bytes.Length > ShortSize && !StartsHeader(bytes[ShortSize..], tag, bigEndian))
        {
            bool isCode = char.IsAsciiLetterUpper((char)bytes[4]) && char.IsAsciiLetterUpper((char)bytes[5]);
            if (isCode && bytes.Length < LongSize)
            {
                return false;
            }

            header = isCode
                ? new(tag, vr, ByteOrder.UInt32(bytes[ShortSize..], bigEndian), LongSize, IsRegular: false)
                : new(tag, Vr.None, withoutVr, ShortSize, IsRegular: false);
        }

        return true;
    }

    private static bool StartsHeader(ReadOnlySpan<byte> bytes, Tag before, bool bigEndian)
    {
        if (bytes.Length < 4)
        {
            return false;
        }

        Tag tag = ByteOrder.ReadTag(bytes, bigEndian);
        return IsDelimiter(tag) || (bytes.Length >= 6 && tag > before && ((Vr)((bytes[4] << 8) | bytes[5])).IsKnown());
    }

    private static bool IsDelimiter(Tag tag) => tag.Value is ItemTag or ItemDelimiterTag or SequenceDelimiterTag;

    private static bool IsPrintable(byte character) => character is >= 0x20 and < 0x7F;
}
