using DicomNode.Dicom.Data;
using DicomNode.Dicom.Dictionary;
using DicomNode.Dicom.Encoding;
using DicomNode.Dicom.Pixels;

namespace DicomNode.Testing;

/// <summary>Images for tests of pixels: the image pixel module and whatever bytes.</summary>
public static class MadeImage
{
    public static PixelFormat Format(int rows, int columns, int bits, int samples = 1, int frames = 1, bool signed = false, string photometric = "MONOCHROME2")
    {
        int allocated = bits == 1 ? 1 : bits <= 8 ? 8 : bits <= 16 ? 16 : 32;
        return new(rows, columns, samples, frames, allocated, bits, bits - 1, signed, false, photometric);
    }

    public static DataSet Of(PixelFormat format, DataElement pixelData) => new DataSet()
        .SetNumber(Tags.Rows, format.Rows).SetNumber(Tags.Columns, format.Columns).SetNumber(Tags.SamplesPerPixel, format.SamplesPerPixel)
        .SetNumber(Tags.NumberOfFrames, format.NumberOfFrames).SetNumber(Tags.BitsAllocated, format.BitsAllocated).SetNumber(Tags.BitsStored, format.BitsStored)
        .SetNumber(Tags.HighBit, format.HighBit).SetNumber(Tags.PixelRepresentation, format.IsSigned ? 1 : 0).SetNumber(Tags.PlanarConfiguration, format.IsPlanar ? 1 : 0)
        .SetString(Tags.PhotometricInterpretation, format.PhotometricInterpretation).Set(pixelData);

    public static DataSet Of(PixelFormat format, byte[] native) => Of(format, new ValueElement(Tags.PixelData, Vr.OW, native));

    /// <summary>Smooth with some noise and an edge: codes of all lengths. In cells, samples of a pixel side by side; bits that are not stored are zero.</summary>
    public static byte[] Cells(PixelFormat format, int seed = 1)
    {
        Random random = new(seed);
        byte[] cells = new byte[(format.FrameBits + 7) / 8];
        ulong mask = ulong.MaxValue >> (64 - format.BitsStored);
        for (int i = 0; i < format.FrameLength; i++)
        {
            int x = i / format.SamplesPerPixel % format.Columns, y = i / format.SamplesPerPixel / format.Columns;
            double level = (Math.Sin(x / 5.0) + Math.Cos(y / 7.0) + 2) / 4 * mask;
            ulong value = ((x + y) % 13 == 0 ? (ulong)random.NextInt64() : (ulong)level + (ulong)random.Next(4)) & mask;
            for (int bit = 0; bit < format.BitsAllocated; bit++)
            {
                long at = ((long)i * format.BitsAllocated) + bit;
                cells[at / 8] |= (byte)(((value >> bit) & 1) << (int)(at % 8));
            }
        }

        return cells;
    }

    public static byte[] Decode(this IFrameDecoder decoder, string transferSyntax, PixelFormat format, params byte[][] fragments)
    {
        byte[] native = new byte[(format.FrameBits + 7) / 8];
        Array.Fill(native, (byte)0xCD); // every byte has to be written
        decoder.Decode(TransferSyntax.Find(transferSyntax)!, [.. fragments.Select(f => (ReadOnlyMemory<byte>)f)], format, native);
        return native;
    }
}
