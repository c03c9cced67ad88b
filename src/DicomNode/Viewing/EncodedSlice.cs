using System.Buffers;
using System.IO.Compression;
using System.Runtime.InteropServices;

namespace DicomNode.Viewing;

/// <summary>The values of a slice in the units of the modality, row by row, little endian, compressed.</summary>
/// <param name="SampleType">int16 where that holds every value exactly, otherwise float32.</param>
internal sealed record EncodedSlice(string SampleType, byte[] Gzip)
{
    /// <exception cref="Segmentation.Volumes.VolumeException">It cannot be read.</exception>
    public static EncodedSlice Read(ShownVolume volume, int z, SliceFiles files)
    {
        int pixels = volume.Source.PixelsPerFrame;
        float[] rented = ArrayPool<float>.Shared.Rent(pixels);
        try
        {
            Span<float> values = rented.AsSpan(0, pixels);
            files.Read(volume, z, values, isRescaled: true);
            return Encode(values);
        }
        finally
        {
            ArrayPool<float>.Shared.Return(rented);
        }
    }

    /// <summary>The bytes before compression.</summary>
    public byte[] Plain()
    {
        using GZipStream gzip = new(new MemoryStream(Gzip), CompressionMode.Decompress);
        using MemoryStream plain = new();
        gzip.CopyTo(plain);
        return plain.ToArray();
    }

    internal static EncodedSlice Encode(ReadOnlySpan<float> values)
    {
        short[] rented = ArrayPool<short>.Shared.Rent(values.Length);
        try
        {
            Span<short> whole = rented.AsSpan(0, values.Length);
            return TryRound(values, whole) ? new("int16", Compress(MemoryMarshal.AsBytes(whole))) : new("float32", Compress(MemoryMarshal.AsBytes(values)));
        }
        finally
        {
            ArrayPool<short>.Shared.Return(rented);
        }
    }

    private static bool TryRound(ReadOnlySpan<float> values, Span<short> whole)
    {
        for (int i = 0; i < values.Length; i++)
        {
            whole[i] = (short)Math.Clamp(values[i], short.MinValue, short.MaxValue);
            if (whole[i] != values[i])
            {
                return false;
            }
        }

        return true;
    }

    private static byte[] Compress(ReadOnlySpan<byte> bytes)
    {
        using MemoryStream to = new();
        using (GZipStream gzip = new(to, CompressionLevel.Fastest, leaveOpen: true))
        {
            gzip.Write(bytes);
        }

        return to.ToArray();
    }
}
