using System.Buffers;
using System.Buffers.Binary;
using DicomNode.Dicom.Data;
using DicomNode.Dicom.Dictionary;

namespace DicomNode.Dicom.Pixels;

/// <summary>Frames that lie one after the other in a value. PS3.5 §8.1.1, §8.2.</summary>
internal sealed class NativeFrames : IFrameSource
{
    private readonly ReadOnlyMemory<byte> _bytes;
    private readonly bool _isSubsampled;
    private readonly bool _isWordSwapped;
    private readonly long _frameBits;

    /// <param name="isBigEndian">The value came from a big endian stream, whose words were turned when it was read.</param>
    public NativeFrames(PixelFormat format, ValueElement pixelData, bool isBigEndian)
    {
        _bytes = pixelData.Bytes;
        _isWordSwapped = isBigEndian && format.BitsAllocated == 32 && pixelData.Vr == Vr.OW;
        Format = format;
        _frameBits = format.FrameBits;
        if (format.PhotometricInterpretation is "YBR_PARTIAL_422" or "YBR_PARTIAL_420")
        {
            throw new DicomDataException($"{Tags.PhotometricInterpretation}: subsampled colour of reduced range ({format.PhotometricInterpretation}) is not supported.", Tags.PhotometricInterpretation);
        }

        if (format.PhotometricInterpretation == "YBR_FULL_422")
        {
            // some writers name it so and do not subsample; the length tells
            _isSubsampled = format.SamplesPerPixel == 3 && _bytes.Length < ((_frameBits * format.NumberOfFrames) + 7) / 8;
            Format = format with { PhotometricInterpretation = "YBR_FULL", IsPlanar = !_isSubsampled && format.IsPlanar };
        }

        if (_isSubsampled)
        {
            _frameBits = SubsampledColour.FrameBytes(format) * 8;
            if (format.BitsAllocated != 8 || format.Columns % 2 != 0)
            {
                throw new DicomDataException($"{Tags.PhotometricInterpretation}: subsampled colour of {format.Columns} columns with {format.BitsAllocated} bits is not defined.", Tags.PhotometricInterpretation);
            }
        }

        long needed = ((_frameBits * format.NumberOfFrames) + 7) / 8;
        if (_bytes.Length < needed)
        {
            throw new DicomDataException($"{pixelData.Tag}: {_bytes.Length} bytes are too few for {format.NumberOfFrames} frames, which need {needed}.", pixelData.Tag);
        }
    }

    public PixelFormat Format { get; }

    public FrameCells Read(int frame)
    {
        long start = frame * _frameBits;
        int firstBit = (int)(start % 8);
        ReadOnlySpan<byte> own = _bytes.Span.Slice((int)(start / 8), (int)((firstBit + _frameBits + 7) / 8));
        return _isSubsampled ? Expanded(own) : _isWordSwapped ? Turned(own) : new(own, firstBit);
    }

    private FrameCells Expanded(ReadOnlySpan<byte> pairs)
    {
        byte[] borrowed = ArrayPool<byte>.Shared.Rent(Format.FrameLength);
        SubsampledColour.Expand(pairs, borrowed);
        return new(borrowed.AsSpan(0, Format.FrameLength), 0, borrowed);
    }

    /// <summary>Cells of 32 bits in words of 16: the bytes of a word are in place, the words of a cell are not.</summary>
    private static FrameCells Turned(ReadOnlySpan<byte> words)
    {
        byte[] borrowed = ArrayPool<byte>.Shared.Rent(words.Length);
        for (int i = 0; i + 3 < words.Length; i += 4)
        {
            BinaryPrimitives.WriteUInt32LittleEndian(borrowed.AsSpan(i), uint.RotateLeft(BinaryPrimitives.ReadUInt32LittleEndian(words[i..]), 16));
        }

        return new(borrowed.AsSpan(0, words.Length), 0, borrowed);
    }
}
