using System.Buffers.Binary;
using System.Runtime.InteropServices;
using DicomNode.Dicom.Pixels;

namespace DicomNode.Dicom.Iod;

/// <summary>The pixels of a segmentation, made from masks when they are asked for.</summary>
internal abstract class SegmentPixels(IReadOnlyList<SegmentFrame> frames, SourceSeries source, int bits) : IFrameBytes
{
    public IReadOnlyList<SegmentFrame> Frames { get; } = frames;

    public PixelFormat Format { get; } = new(source.Rows, source.Columns, 1, frames.Count, bits, bits, bits - 1, IsSigned: false, IsPlanar: false, "MONOCHROME2");

    public void Read(int frame, Span<byte> bytes) => Read(Frames[frame], bytes);

    protected abstract void Read(SegmentFrame frame, Span<byte> bytes);
}

/// <summary>A bit per pixel; frames that do not end with a byte share it with the next, so they are no <see cref="IFrameBytes"/> for others.</summary>
internal sealed class SegmentBits(IReadOnlyList<SegmentFrame> frames, SourceSeries source, ISegmentMasks masks) : SegmentPixels(frames, source, 1)
{
    private readonly byte[] _mask = new byte[source.PixelsPerFrame];

    protected override void Read(SegmentFrame frame, Span<byte> bytes)
    {
        if (masks.TryReadSlice(frame.Segment!.Value, frame.Slice, _mask))
        {
            BitPacking.Pack(_mask, bytes);
        }
        else
        {
            bytes.Clear();
        }
    }
}

/// <summary>A byte per pixel, 0 or 255.</summary>
internal sealed class SegmentBytes(IReadOnlyList<SegmentFrame> frames, SourceSeries source, ISegmentMasks masks) : SegmentPixels(frames, source, 8)
{
    protected override void Read(SegmentFrame frame, Span<byte> bytes)
    {
        if (masks.TryReadSlice(frame.Segment!.Value, frame.Slice, bytes))
        {
            BitPacking.Expand(bytes, bytes);
        }
        else
        {
            bytes.Clear();
        }
    }
}

/// <summary>A byte per pixel, from 0 to 255.</summary>
internal sealed class SegmentProbabilityBytes(IReadOnlyList<SegmentFrame> frames, SourceSeries source, ISegmentProbabilities probabilities) : SegmentPixels(frames, source, 8)
{
    protected override void Read(SegmentFrame frame, Span<byte> bytes)
    {
        if (!probabilities.TryReadSlice(frame.Segment!.Value, frame.Slice, bytes))
        {
            bytes.Clear();
        }
    }
}

/// <summary>The number of the segment that a pixel is in, 0 for none; in 8 bits while the numbers fit.</summary>
internal sealed class SegmentNumbers(SegmentLayout layout, int segments, SourceSeries source, ISegmentMasks masks)
    : SegmentPixels(layout.FramesBySlice(), source, segments <= byte.MaxValue ? 8 : 16)
{
    private readonly byte[] _mask = new byte[source.PixelsPerFrame];

    protected override void Read(SegmentFrame frame, Span<byte> bytes)
    {
        bytes.Clear();
        for (int segment = 0; segment < segments; segment++)
        {
            if (!layout.IsOn(segment, frame.Slice) || !masks.TryReadSlice(segment, frame.Slice, _mask))
            {
                continue;
            }

            if (Format.BitsAllocated == 8)
            {
                AddNumber((byte)(segment + 1), bytes);
            }
            else
            {
                AddNumber((ushort)(segment + 1), bytes);
            }
        }
    }

    /// <summary>Eight pixels at once: a mask has 0 and 1 only, so nothing carries, and no pixel is in two segments, so nothing mixes.</summary>
    private void AddNumber(byte number, Span<byte> bytes)
    {
        ReadOnlySpan<ulong> eights = MemoryMarshal.Cast<byte, ulong>(_mask);
        Span<ulong> wide = MemoryMarshal.Cast<byte, ulong>(bytes);
        for (int i = 0; i < eights.Length; i++)
        {
            wide[i] |= eights[i] * number;
        }

        for (int i = eights.Length * 8; i < _mask.Length; i++)
        {
            bytes[i] |= (byte)(_mask[i] * number);
        }
    }

    private void AddNumber(ushort number, Span<byte> bytes)
    {
        for (int i = 0; i < _mask.Length; i++)
        {
            if (_mask[i] != 0)
            {
                BinaryPrimitives.WriteUInt16LittleEndian(bytes[(2 * i)..], number);
            }
        }
    }
}
