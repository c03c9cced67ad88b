using DicomNode.Dicom.Data;
using DicomNode.Dicom.Dictionary;

namespace DicomNode.Dicom.Encoding;

/// <summary>
/// What writers leave behind the last element without its being one: zeros up to a block, a line end, the delimiter of a sequence that was none,
/// a second copy of something. Behind the pixel data anything is passed over that cannot be a following element; without pixel data only what is
/// plainly padding is, since the rest of a data set that was cut looks alike.
/// </summary>
internal static class TrailingPadding
{
    /// <param name="bytes">The rest of the stream, or the first bytes of it.</param>
    public static bool StartsWith(ReadOnlySpan<byte> bytes, Tag tag, bool isBehindElements, bool isBehindPixels) =>
        bytes.Length < ElementHeader.ShortSize ? isBehindPixels || (isBehindElements && IsPadding(bytes))
        : isBehindPixels ? tag <= Tags.PixelData || tag.Group == 0xFFFE
        : isBehindElements && tag.Value == 0;

    /// <summary>Whether that is so to the very end; asked of all of it, in any number of pieces.</summary>
    public static bool IsWholly(ReadOnlySpan<byte> bytes, bool isBehindPixels) =>
        isBehindPixels || bytes.Length < ElementHeader.ShortSize || !bytes.ContainsAnyExcept((byte)0);

    private static bool IsPadding(ReadOnlySpan<byte> bytes) => !bytes.ContainsAnyExcept((byte)0, (byte)' ', (byte)'\r') || bytes is [(byte)'\n'] or [(byte)'\r', (byte)'\n'];
}
