using System.Buffers.Binary;
using DicomNode.Dicom.Dictionary;
using DicomNode.Dicom.Encoding;

namespace DicomNode.Dicom.Pixels;

/// <summary>How a frame's bitstream begins: the last resort when several fragments make a frame and no table says which.</summary>
internal static class FrameStart
{
    private const ushort StartOfImage = 0xFFD8;      // JPEG, JPEG-LS
    private const ushort StartOfCodestream = 0xFF4F; // JPEG 2000, HTJ2K

    public static bool IsAt(ReadOnlySpan<byte> fragment, TransferSyntax transferSyntax) => transferSyntax.Uid switch
    {
        Uids.RleLossless => IsRleHeader(fragment),
        Uids.DeflatedImageFrameCompression => false, // nothing to see
        _ => fragment.Length >= 2 && BinaryPrimitives.ReadUInt16BigEndian(fragment) is StartOfImage or StartOfCodestream,
    };

    /// <summary>A header of 64 bytes: so many offsets, the first of them right behind the header, ascending, and zeros. PS3.5 §G.5.</summary>
    private static bool IsRleHeader(ReadOnlySpan<byte> fragment)
    {
        if (fragment.Length < 64 || BinaryPrimitives.ReadUInt32LittleEndian(fragment) is not (>= 1 and <= 15 and uint count) || BinaryPrimitives.ReadUInt32LittleEndian(fragment[4..]) != 64)
        {
            return false;
        }

        uint before = 0;
        for (int i = 0; i < 15; i++)
        {
            uint offset = BinaryPrimitives.ReadUInt32LittleEndian(fragment[(4 + (4 * i))..]);
            if (i < count ? offset <= before : offset != 0)
            {
                return false;
            }

            before = offset;
        }

        return true;
    }
}
