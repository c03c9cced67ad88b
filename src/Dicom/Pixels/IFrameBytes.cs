namespace DicomNode.Dicom.Pixels;

/// <summary>The native cells of an image that is made, or read, frame by frame. Each frame begins with a byte of its own.</summary>
public interface IFrameBytes
{
    PixelFormat Format { get; }

    /// <param name="frame">From 0.</param>
    /// <param name="bytes"><see cref="PixelFormat.FrameBits"/> / 8 bytes, rounded up; every one is written. It comes with what was in it before.</param>
    void Read(int frame, Span<byte> bytes);
}
