namespace DicomNode.Dicom.Pixels.Codecs;

/// <summary>All of each sample, to the samples of a pixel side by side, as cells.</summary>
internal static class PlanarCells
{
    public static void Interleave(Span<byte> native, PixelFormat format)
    {
        int size = format.BitsAllocated / 8, pixels = format.Rows * format.Columns, samples = format.SamplesPerPixel;
        if (size == 0)
        {
            throw Bitstream.Refused("deflate", "planes of single bits are not supported");
        }

        byte[] planes = native.ToArray();
        for (int sample = 0; sample < samples; sample++)
        {
            for (int pixel = 0; pixel < pixels; pixel++)
            {
                planes.AsSpan(((sample * pixels) + pixel) * size, size).CopyTo(native[(((pixel * samples) + sample) * size)..]);
            }
        }
    }
}
