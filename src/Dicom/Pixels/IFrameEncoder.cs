using DicomNode.Dicom.Encoding;

namespace DicomNode.Dicom.Pixels;

/// <summary>Turns native cells into a compressed frame. The same cells give the same bytes.</summary>
public interface IFrameEncoder
{
    TransferSyntax TransferSyntax { get; }

    /// <param name="native">One frame from its first bit, little endian, samples of a pixel side by side: <see cref="PixelFormat.FrameBits"/> / 8 bytes, rounded up. Bits after the last are zero.</param>
    /// <returns>A fragment: an even number of bytes.</returns>
    byte[] Encode(ReadOnlySpan<byte> native, PixelFormat format);
}
