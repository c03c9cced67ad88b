namespace DicomNode.Dicom.Pixels.Codecs;

/// <summary>The byte planes that RLE makes of a frame. PS3.5 §G.2.</summary>
/// <param name="Count">Samples × bytes of a sample: a segment each, sample by sample, most significant byte first.</param>
/// <param name="Length">Bytes in a plane.</param>
internal readonly record struct RlePlanes(int Count, int Length, int BytesPerSample)
{
    /// <exception cref="Data.DicomDataException">More planes than a header has places for.</exception>
    public static RlePlanes Of(PixelFormat format)
    {
        if (format.BitsAllocated == 1)
        {
            return new(1, (int)((format.FrameBits + 7) / 8), 1);
        }

        int bytes = format.BitsAllocated / 8;
        int count = bytes * format.SamplesPerPixel;
        return count <= RleDecoder.MostSegments
            ? new(count, format.Rows * format.Columns, bytes)
            : throw Bitstream.Refused("RLE", $"{format.SamplesPerPixel} samples of {format.BitsAllocated} bits are more than {RleDecoder.MostSegments} segments");
    }

    /// <summary>Where the bytes of a plane go in a little endian pixel with its samples side by side.</summary>
    public int OffsetInPixel(int plane) => (plane / BytesPerSample * BytesPerSample) + BytesPerSample - 1 - (plane % BytesPerSample);
}
