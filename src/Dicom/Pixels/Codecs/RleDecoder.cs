using System.Buffers;
using System.Buffers.Binary;
using System.Numerics;
using System.Runtime.InteropServices;
using DicomNode.Dicom.Dictionary;
using DicomNode.Dicom.Encoding;

namespace DicomNode.Dicom.Pixels.Codecs;

/// <summary>
/// RLE Lossless: each byte of each sample is a plane of its own, most significant byte first, packed by PackBits. PS3.5 Annex G.
/// Frames of single bits are packed eight to a byte before.
/// </summary>
public sealed class RleDecoder : IFrameDecoder
{
    internal const int HeaderLength = 64;
    internal const int MostSegments = 15;

    public bool CanDecode(TransferSyntax transferSyntax) => transferSyntax.Uid == Uids.RleLossless;

    public void Decode(TransferSyntax transferSyntax, IReadOnlyList<ReadOnlyMemory<byte>> fragments, PixelFormat format, Span<byte> native)
    {
        ReadOnlySpan<byte> frame = Bitstream.Of(fragments).Span;
        RlePlanes planes = RlePlanes.Of(format);
        Span<(int Start, int End)> segments = stackalloc (int, int)[planes.Count];
        ReadHeader(frame, segments);
        if (planes.Count == 1)
        {
            Unpack(frame, segments[0], native[..planes.Length], 0);
            return;
        }

        byte[] unpacked = ArrayPool<byte>.Shared.Rent(planes.Count * planes.Length);
        try
        {
            for (int plane = 0; plane < planes.Count; plane++)
            {
                Unpack(frame, segments[plane], unpacked.AsSpan(plane * planes.Length, planes.Length), plane);
            }

            Weave(unpacked, planes, native);
        }
        finally
        {
            ArrayPool<byte>.Shared.Return(unpacked);
        }
    }

    /// <summary>Number of segments and their offsets from the start of the header, 32 bits each. PS3.5 §G.5.</summary>
    private static void ReadHeader(ReadOnlySpan<byte> frame, Span<(int Start, int End)> segments)
    {
        if (frame.Length < HeaderLength)
        {
            throw Bitstream.Refused("RLE", $"a frame of {frame.Length} bytes has no header");
        }

        uint count = BinaryPrimitives.ReadUInt32LittleEndian(frame);
        if (count != segments.Length)
        {
            throw Bitstream.Refused("RLE", $"{count} segments, and the image needs {segments.Length}");
        }

        for (int i = 0; i < segments.Length; i++)
        {
            uint start = BinaryPrimitives.ReadUInt32LittleEndian(frame[(4 + (4 * i))..]);
            uint end = i + 1 < segments.Length ? BinaryPrimitives.ReadUInt32LittleEndian(frame[(8 + (4 * i))..]) : (uint)frame.Length;
            if (start < HeaderLength || end < start || end > frame.Length)
            {
                throw Bitstream.Refused("RLE", $"segment {i + 1} from byte {start} to {end} does not lie in a frame of {frame.Length}");
            }

            segments[i] = ((int)start, (int)end);
        }
    }

    /// <summary>PackBits. PS3.5 §G.3. Bytes after the last of the plane are padding and not looked at.</summary>
    private static void Unpack(ReadOnlySpan<byte> frame, (int Start, int End) segment, Span<byte> plane, int index)
    {
        ReadOnlySpan<byte> packed = frame[segment.Start..segment.End];
        int from = 0, to = 0;
        while (to < plane.Length && from + 1 < packed.Length)
        {
            int control = (sbyte)packed[from++];
            if (control >= 0)
            {
                int length = Math.Min(control + 1, Math.Min(plane.Length - to, packed.Length - from));
                packed.Slice(from, length).CopyTo(plane[to..]);
                (from, to) = (from + length, to + length);
            }
            else if (control != sbyte.MinValue)
            {
                int length = Math.Min(1 - control, plane.Length - to);
                plane.Slice(to, length).Fill(packed[from++]);
                to += length;
            }
        }

        if (to < plane.Length)
        {
            throw Bitstream.Refused("RLE", $"segment {index + 1} ends after {to} of {plane.Length} bytes");
        }
    }

    private static void Weave(ReadOnlySpan<byte> unpacked, RlePlanes planes, Span<byte> native)
    {
        if (planes.Count == 2 && planes.BytesPerSample == 2)
        {
            Weave16(unpacked[..planes.Length], unpacked.Slice(planes.Length, planes.Length), MemoryMarshal.Cast<byte, ushort>(native));
            return;
        }

        for (int plane = 0; plane < planes.Count; plane++)
        {
            ReadOnlySpan<byte> bytes = unpacked.Slice(plane * planes.Length, planes.Length);
            for (int i = 0, at = planes.OffsetInPixel(plane); i < bytes.Length; i++, at += planes.Count)
            {
                native[at] = bytes[i];
            }
        }
    }

    private static void Weave16(ReadOnlySpan<byte> high, ReadOnlySpan<byte> low, Span<ushort> cells)
    {
        int i = 0;
        for (; i <= low.Length - Vector<byte>.Count; i += Vector<byte>.Count)
        {
            Vector.Widen(new Vector<byte>(low[i..]), out Vector<ushort> lowFirst, out Vector<ushort> lowSecond);
            Vector.Widen(new Vector<byte>(high[i..]), out Vector<ushort> highFirst, out Vector<ushort> highSecond);
            (lowFirst | (highFirst << 8)).CopyTo(cells[i..]);
            (lowSecond | (highSecond << 8)).CopyTo(cells[(i + Vector<ushort>.Count)..]);
        }

        for (; i < low.Length; i++)
        {
            cells[i] = (ushort)(low[i] | (high[i] << 8));
        }
    }
}
