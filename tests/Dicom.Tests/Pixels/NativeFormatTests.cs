using System.Runtime.InteropServices;
using DicomNode.Dicom.Data;
using DicomNode.Dicom.Dictionary;
using DicomNode.Dicom.Encoding;
using DicomNode.Dicom.Pixels;
using DicomNode.Testing;
using Xunit;

namespace DicomNode.Dicom.Tests.Pixels;

public class NativeFormatTests
{
    private static readonly TransferSyntax s_plain = TransferSyntax.ExplicitVrLittleEndian;

    [Fact]
    public void Single_precision_pixels_are_read_as_they_are_and_refused_as_integers()
    {
        float[] values = [0, -1.5f, float.MaxValue, 3e-30f];
        PixelFrames frames = PixelFrames.Open(Real(Tags.FloatPixelData, Vr.OF, 32, MemoryMarshal.AsBytes(values.AsSpan())), s_plain);
        float[] read = new float[4];
        frames.ReadFrame<float>(0, read);
        Assert.Equal(values, read);
        frames.ReadFrame(0, read, 2, 1);
        Assert.Equal([1, -2, float.PositiveInfinity, 1], read);
        Assert.Throws<DicomDataException>(() => frames.ReadFrame<int>(0, new int[4]));
    }

    [Fact]
    public void Double_precision_pixels_are_read_as_they_are()
    {
        double[] values = [1e300, -1.5, 0.1, 7];
        PixelFrames frames = PixelFrames.Open(Real(Tags.DoubleFloatPixelData, Vr.OD, 64, MemoryMarshal.AsBytes(values.AsSpan())), s_plain);
        double[] read = new double[4];
        frames.ReadFrame<double>(0, read);
        Assert.Equal(values, read);
    }

    [Fact]
    public void Whole_numbers_of_64_bits_are_refused_by_their_size() =>
        Assert.Contains("64 bits allocated", Assert.Throws<DicomDataException>(() => PixelFrames.Open(MadeImage.Of(MadeImage.Format(1, 1, 8) with { BitsAllocated = 64 }, new byte[8]), s_plain)).Message, StringComparison.Ordinal);

    [Theory]
    [InlineData(null)]
    [InlineData(0)]
    public void An_image_that_does_not_say_how_many_frames_it_has_has_one(int? stated)
    {
        DataSet image = MadeImage.Of(MadeImage.Format(1, 2, 8), [5, 6]);
        image.Remove(Tags.NumberOfFrames);
        if (stated is int number)
        {
            image.SetNumber(Tags.NumberOfFrames, number);
        }

        Assert.Equal(1, PixelFrames.Open(image, s_plain).Count);
    }

    [Fact]
    public void Subsampled_colour_is_expanded_and_unsubsampled_colour_of_that_name_is_read_by_its_length()
    {
        PixelFormat format = MadeImage.Format(1, 4, 8, 3, photometric: "YBR_FULL_422");
        PixelFrames subsampled = PixelFrames.Open(MadeImage.Of(format, [1, 2, 100, 200, 3, 4, 101, 201]), s_plain);
        Assert.Equal([1, 100, 200, 2, 100, 200, 3, 101, 201, 4, 101, 201], PixelHash.Frame(subsampled, 0));
        Assert.Equal("YBR_FULL", subsampled.Format.PhotometricInterpretation);
        byte[] whole = [1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12];
        Assert.Equal(whole, PixelHash.Frame(PixelFrames.Open(MadeImage.Of(format, whole), s_plain), 0));
        Assert.Throws<DicomDataException>(() => PixelFrames.Open(MadeImage.Of(format, [1, 2, 3]), s_plain));
        Assert.Contains("YBR_PARTIAL_420", Assert.Throws<DicomDataException>(() => PixelFrames.Open(MadeImage.Of(format with { PhotometricInterpretation = "YBR_PARTIAL_420" }, whole), s_plain)).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void The_second_frame_of_subsampled_colour_begins_where_the_first_ends()
    {
        PixelFormat format = MadeImage.Format(1, 2, 8, 3, frames: 2, photometric: "YBR_FULL_422");
        Assert.Equal([5, 7, 8, 6, 7, 8], PixelHash.Frame(PixelFrames.Open(MadeImage.Of(format, [1, 2, 3, 4, 5, 6, 7, 8]), s_plain), 1));
    }

    [Fact]
    public void Words_of_32_bit_pixels_from_a_big_endian_stream_are_put_in_order()
    {
        // 01020304H as it stands in the stream is 01 02 03 04; the reader turns each word of OW
        PixelFrames frames = PixelFrames.Open(MadeImage.Of(MadeImage.Format(1, 1, 32), [2, 1, 4, 3]), TransferSyntax.ExplicitVrBigEndian);
        uint[] values = new uint[1];
        frames.ReadFrame<uint>(0, values);
        Assert.Equal(0x01020304u, values[0]);
    }

    [Fact]
    public void Colours_for_looking_at_come_from_rgb_from_ybr_and_from_a_palette()
    {
        Assert.Equal([255, 128, 0], Rgb(MadeImage.Of(MadeImage.Format(1, 1, 8, 3, photometric: "RGB"), [255, 128, 0, 0])));
        Assert.Equal([254, 0, 0], Rgb(MadeImage.Of(MadeImage.Format(1, 1, 8, 3, photometric: "YBR_FULL"), [76, 85, 255, 0])));
        DataSet indexed = MadeImage.Of(MadeImage.Format(1, 4, 8, photometric: "PALETTE COLOR"), [9, 10, 11, 99]);
        foreach ((Tag descriptor, Tag data, byte level) in new[]
        {
            (Tags.RedPaletteColorLookupTableDescriptor, Tags.RedPaletteColorLookupTableData, (byte)10),
            (Tags.GreenPaletteColorLookupTableDescriptor, Tags.GreenPaletteColorLookupTableData, (byte)20),
            (Tags.BluePaletteColorLookupTableDescriptor, Tags.BluePaletteColorLookupTableData, (byte)30),
        })
        {
            indexed.SetBytes(descriptor, Vr.US, new byte[] { 2, 0, 10, 0, 16, 0 }).SetBytes(data, Vr.OW, new byte[] { 0xFF, level, 0xFF, (byte)(level + 1) }); // two entries from value 10 on
        }

        Assert.Equal([10, 20, 30, 10, 20, 30, 11, 21, 31, 11, 21, 31], Rgb(indexed));
        indexed.SetBytes(Tags.GreenPaletteColorLookupTableData, Vr.OW, new byte[] { 1 });
        Assert.Throws<DicomDataException>(() => Rgb(indexed));

        static byte[] Rgb(DataSet image)
        {
            PixelFrames frames = PixelFrames.Open(image, s_plain);
            byte[] rgb = new byte[frames.Format.Rows * frames.Format.Columns * 3];
            ColourFrames.Open(image, frames).ReadFrame(0, rgb);
            return rgb;
        }
    }

    private static DataSet Real(Tag tag, Vr vr, int bits, ReadOnlySpan<byte> bytes) => new DataSet()
        .SetNumber(Tags.Rows, 2).SetNumber(Tags.Columns, 2).SetNumber(Tags.SamplesPerPixel, 1).SetNumber(Tags.BitsAllocated, bits)
        .SetString(Tags.PhotometricInterpretation, "MONOCHROME2").SetBytes(tag, vr, bytes.ToArray());
}
