using DicomNode.Dicom.Encoding;

namespace DicomNode.Dicom.Pixels;

/// <summary>Turns a compressed frame into native cells. One implementation a codec; <see cref="PixelFrames"/> knows none of them.</summary>
public interface IFrameDecoder
{
    bool CanDecode(TransferSyntax transferSyntax);

    /// <param name="fragments">Those of this frame, in order.</param>
    /// <param name="native">Receives the frame, little endian, samples of a pixel side by side: <see cref="PixelFormat.FrameBits"/> / 8 bytes.</param>
    void Decode(TransferSyntax transferSyntax, IReadOnlyList<ReadOnlyMemory<byte>> fragments, PixelFormat format, Span<byte> native);
}
