namespace DicomNode.Dicom.Pixels.Native;

/// <summary>A decoder in a library of the distribution. Only ever called in a worker: hostile input may end the process.</summary>
internal interface INativeCodec
{
    /// <param name="compressed">The codestream of one frame, with whatever padding follows it.</param>
    /// <param name="format">Of the frame; a codestream that contradicts it is refused before memory is taken for it.</param>
    /// <param name="isLossy">The transfer syntax allows it: samples beyond the bits stored stay at the end of their range.</param>
    /// <param name="native">As <see cref="IFrameDecoder"/> has it, but zeroed before.</param>
    /// <exception cref="NativeCodecException">The codestream is damaged, or not of this format.</exception>
    void Decode(ReadOnlySpan<byte> compressed, PixelFormat format, bool isLossy, Span<byte> native);
}
