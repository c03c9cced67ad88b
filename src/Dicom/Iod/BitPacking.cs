using System.Runtime.InteropServices;

namespace DicomNode.Dicom.Iod;

/// <summary>Masks of one byte per pixel (0 or 1) to the pixels of a segmentation, eight at a time.</summary>
internal static class BitPacking
{
    /// <summary>The bits of the eight lowest bits of bytes gathered in the highest byte: byte i times 2^(56-7i) lands on bit 56+i, and no two sums meet.</summary>
    private const ulong Gather = 0x0102040810204080;

    public static int PackedLength(int pixels) => (pixels + 7) / 8;

    /// <summary>Single bits, the first pixel in the lowest bit. PS3.5 §8.2, Annex D. The last byte is filled up with zeros.</summary>
    public static void Pack(ReadOnlySpan<byte> mask, Span<byte> packed)
    {
        ReadOnlySpan<ulong> eights = MemoryMarshal.Cast<byte, ulong>(mask);
        for (int i = 0; i < eights.Length; i++)
        {
            packed[i] = (byte)((eights[i] * Gather) >> 56);
        }

        int rest = mask.Length % 8;
        if (rest > 0)
        {
            Span<byte> last = stackalloc byte[8];
            last.Clear();
            mask[^rest..].CopyTo(last);
            packed[eights.Length] = (byte)((MemoryMarshal.Read<ulong>(last) * Gather) >> 56);
        }
    }

    /// <summary>0 and 1 to 0 and 255: eight bytes times 255 at once, none carries into the next.</summary>
    public static void Expand(ReadOnlySpan<byte> mask, Span<byte> pixels)
    {
        ReadOnlySpan<ulong> eights = MemoryMarshal.Cast<byte, ulong>(mask);
        Span<ulong> wide = MemoryMarshal.Cast<byte, ulong>(pixels);
        for (int i = 0; i < eights.Length; i++)
        {
            wide[i] = eights[i] * 255;
        }

        for (int i = eights.Length * 8; i < mask.Length; i++)
        {
            pixels[i] = (byte)(mask[i] * 255);
        }
    }

    /// <summary>Adds a packed mask to the union of those before it.</summary>
    /// <returns>Whether some pixel was in it already.</returns>
    public static bool Unite(ReadOnlySpan<byte> packed, Span<byte> union)
    {
        int common = 0;
        for (int i = 0; i < packed.Length; i++)
        {
            common |= packed[i] & union[i];
            union[i] |= packed[i];
        }

        return common != 0;
    }
}
