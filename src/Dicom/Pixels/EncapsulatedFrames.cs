using System.Buffers;
using DicomNode.Dicom.Data;
using DicomNode.Dicom.Encoding;

namespace DicomNode.Dicom.Pixels;

/// <summary>Frames that are decoded when they are asked for.</summary>
internal sealed class EncapsulatedFrames : IFrameSource
{
    /// <summary>No codec makes a frame so much smaller, but a damaged or hostile header may say so: memory is not taken for it.</summary>
    private const long MostCompression = 4096;

    private const long SmallFrame = 64L << 20;
    private readonly PixelFormat _stated;
    private readonly TransferSyntax _transferSyntax;
    private readonly IFrameDecoder _decoder;
    private readonly FrameIndex _frames;
    private readonly Tag _tag;

    public EncapsulatedFrames(PixelFormat stated, DataSet dataSet, FragmentsElement pixelData, TransferSyntax transferSyntax, IFrameDecoder decoder)
    {
        (_stated, _transferSyntax, _decoder, _tag) = (stated, transferSyntax, decoder, pixelData.Tag);
        if (stated.Kind != SampleKind.Integer)
        {
            throw new DicomDataException($"{pixelData.Tag}: floating point pixel data cannot be encapsulated.", pixelData.Tag);
        }

        Format = DecodedFormat.Of(transferSyntax, stated);
        _frames = FrameIndex.Of(pixelData, dataSet, transferSyntax, stated.NumberOfFrames);
    }

    public PixelFormat Format { get; }

    public FrameCells Read(int frame)
    {
        IReadOnlyList<ReadOnlyMemory<byte>> fragments = _frames[frame];
        long needed = (_stated.FrameBits + 7) / 8, compressed = fragments.Sum(f => (long)f.Length);
        if (needed > Array.MaxLength || (needed > SmallFrame && needed / MostCompression > compressed))
        {
            throw new DicomDataException($"{_tag}: {compressed} bytes cannot be a frame of {needed}.", _tag);
        }

        byte[] borrowed = ArrayPool<byte>.Shared.Rent((int)needed);
        borrowed.AsSpan(0, (int)needed).Clear(); // it may hold another patient's pixels; a decoder writes every byte, and this does not rest on it
        try
        {
            _decoder.Decode(_transferSyntax, fragments, _stated, borrowed.AsSpan(0, (int)needed));
            return new(borrowed.AsSpan(0, (int)needed), 0, borrowed);
        }
        catch (DicomDataException e) when (Format.NumberOfFrames > 1)
        {
            ArrayPool<byte>.Shared.Return(borrowed);
            throw new DicomDataException($"{e.Message} (frame {frame + 1})", _tag, inner: e);
        }
    }
}
