using DicomNode.Dicom.Data;
using DicomNode.Dicom.Encoding;

namespace DicomNode.Dicom.Pixels;

/// <summary>
/// Turns a compressed frame into native cells. One implementation a codec; <see cref="PixelFrames"/> knows none of them, <see cref="FrameDecoders"/> holds several.
/// Calls come from several threads at once.
/// </summary>
/// <remarks>
/// A bitstream states its own size, precision, sign and colours, and they may contradict the data set:
/// <list type="bullet">
/// <item>Rows, columns and samples per pixel must be those of the data set; otherwise the frame is refused.</item>
/// <item>
/// Sign and bits stored: the data set decides. A sample goes into the low bits of its cell, extended to the cell by the bitstream's own sign
/// (two's complement); what of it counts and whether it is signed is for the reader of the cells. So a JPEG 2000 stream of unsigned samples under PixelRepresentation 1
/// gives the signed values that were meant. A precision that the cell (BitsAllocated) cannot hold is refused.
/// </item>
/// <item>Colour: the cells are those of <see cref="DecodedFormat"/>.</item>
/// </list>
/// </remarks>
public interface IFrameDecoder
{
    bool CanDecode(TransferSyntax transferSyntax);

    /// <param name="fragments">Those of this frame, in order.</param>
    /// <param name="format">As the data set states it, so before <see cref="DecodedFormat"/>.</param>
    /// <param name="native">
    /// Receives the frame, little endian, samples of a pixel side by side, from its first bit: <see cref="PixelFormat.FrameBits"/> / 8 bytes, rounded up.
    /// What it holds before is anything; every byte is written.
    /// </param>
    /// <exception cref="DicomDataException">The fragments are no frame of <paramref name="format"/>; the message says what is wrong. No other exception, whatever the bytes.</exception>
    void Decode(TransferSyntax transferSyntax, IReadOnlyList<ReadOnlyMemory<byte>> fragments, PixelFormat format, Span<byte> native);
}
