using System.Buffers;
using System.Buffers.Binary;
using DicomNode.Dicom.Dictionary;
using DicomNode.Dicom.Encoding;

namespace DicomNode.Dicom.Pixels.Codecs;

/// <summary>RLE Lossless. PS3.5 Annex G. Rows are packed one by one, as §G.3.1 asks; a frame of single bits whose rows do not end with a byte is one row.</summary>
public sealed class RleEncoder : IFrameEncoder
{
    private const int LongestRun = 128;

    public TransferSyntax TransferSyntax { get; } = TransferSyntax.Find(Uids.RleLossless)!;

    public byte[] Encode(ReadOnlySpan<byte> native, PixelFormat format)
    {
        RlePlanes planes = RlePlanes.Of(format);
        int rowLength = format.BitsAllocated > 1 ? format.Columns : format.Columns % 8 == 0 ? format.Columns / 8 : planes.Length;
        ArrayBufferWriter<byte> frame = new(RleDecoder.HeaderLength + (native.Length / 16)); // what is worth packing shrinks; the rest grows
        Span<byte> header = stackalloc byte[RleDecoder.HeaderLength];
        header.Clear();
        BinaryPrimitives.WriteInt32LittleEndian(header, planes.Count);
        frame.Write(header);
        byte[] gathered = planes.Count == 1 ? [] : new byte[planes.Length];
        for (int index = 0; index < planes.Count; index++)
        {
            BinaryPrimitives.WriteInt32LittleEndian(header[(4 + (4 * index))..], frame.WrittenCount);
            int step = planes.Count, from = planes.OffsetInPixel(index);
            for (int i = 0; i < gathered.Length; i++, from += step)
            {
                gathered[i] = native[from];
            }

            ReadOnlySpan<byte> plane = planes.Count == 1 ? native : gathered;
            for (int start = 0; start < plane.Length; start += rowLength)
            {
                Pack(plane.Slice(start, rowLength), frame);
            }

            if (frame.WrittenCount % 2 != 0)
            {
                frame.Write<byte>([0]);
            }
        }

        byte[] encoded = frame.WrittenSpan.ToArray();
        header.CopyTo(encoded);
        return encoded;
    }

    /// <summary>PackBits: runs of three or more are repeated; two alike join unlike bytes beside them.</summary>
    private static void Pack(ReadOnlySpan<byte> row, ArrayBufferWriter<byte> packed)
    {
        while (!row.IsEmpty)
        {
            int run = RunLength(row), length = run;
            while (run < 3 && length < row.Length && length < LongestRun && (run = RunLength(row[length..])) < 3)
            {
                length += run;
            }

            length = Math.Min(length, LongestRun);
            if (length > 1 && RunLength(row) == length)
            {
                packed.Write<byte>([(byte)(1 - length), row[0]]);
            }
            else
            {
                packed.Write<byte>([(byte)(length - 1)]);
                packed.Write(row[..length]);
            }

            row = row[length..];
        }
    }

    private static int RunLength(ReadOnlySpan<byte> row)
    {
        ReadOnlySpan<byte> near = row[..Math.Min(row.Length, LongestRun)];
        int other = near.IndexOfAnyExcept(near[0]);
        return other < 0 ? near.Length : other;
    }
}
