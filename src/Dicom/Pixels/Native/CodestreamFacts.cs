namespace DicomNode.Dicom.Pixels.Native;

/// <summary>What a codestream says of itself, to be held against the data set.</summary>
internal readonly record struct CodestreamFacts(long Width, long Height, long Samples, long Precision)
{
    /// <exception cref="NativeCodecException">The data set describes another image.</exception>
    public void Check(PixelFormat format)
    {
        if (Width != format.Columns || Height != format.Rows || Samples != format.SamplesPerPixel)
        {
            throw new NativeCodecException(
                $"the codestream holds {Width}x{Height} pixels of {Samples} samples, the data set describes {format.Columns}x{format.Rows} of {format.SamplesPerPixel}");
        }

        if (Precision < 1 || Precision > format.BitsAllocated)
        {
            throw new NativeCodecException($"samples of {Precision} bits do not fit {format.BitsAllocated} bits allocated");
        }
    }
}
