namespace DicomNode.Dicom.Pixels;

/// <summary>YBR_FULL_422 in native pixel data: two pixels are Y, Y, Cb, Cr. PS3.3 §C.7.6.3.1.2.</summary>
internal static class SubsampledColour
{
    /// <summary>Bytes of a frame as it is stored; a row holds an even number of pixels.</summary>
    public static long FrameBytes(PixelFormat format) => (long)format.Rows * format.Columns * 2;

    /// <summary>Both pixels of a pair get its colour.</summary>
    public static void Expand(ReadOnlySpan<byte> pairs, Span<byte> pixels)
    {
        for (int from = 0, to = 0; from + 3 < pairs.Length; from += 4, to += 6)
        {
            (byte cb, byte cr) = (pairs[from + 2], pairs[from + 3]);
            (pixels[to], pixels[to + 1], pixels[to + 2]) = (pairs[from], cb, cr);
            (pixels[to + 3], pixels[to + 4], pixels[to + 5]) = (pairs[from + 1], cb, cr);
        }
    }
}
