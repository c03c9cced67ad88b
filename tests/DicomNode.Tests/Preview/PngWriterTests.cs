using System.Buffers.Binary;
using System.IO.Compression;
using DicomNode.Dicom.Iod;
using DicomNode.Preview;
using Xunit;

namespace DicomNode.Tests.Preview;

public class PngWriterTests
{
    [Fact]
    public void The_chunks_of_a_gray_image_hold_its_pixels()
    {
        byte[] pixels = [0, 10, 20, 255, 7, 0];
        (byte[] header, byte[] lines) = Read(3, 2, 1, pixels);
        Assert.Equal([0, 0, 0, 3, 0, 0, 0, 2, 8, 0, 0, 0, 0], header);
        Assert.Equal([2, 0, 10, 20, 2, 255, 253, 236], lines); // filter 2 (up), then the differences to the line above
    }

    [Fact]
    public void A_colour_image_says_so()
    {
        (byte[] header, byte[] lines) = Read(1, 1, 3, [1, 2, 3]);
        Assert.Equal(2, header[9]);
        Assert.Equal([2, 1, 2, 3], lines);
    }

    [Fact]
    public void The_checksum_of_the_last_chunk_is_the_one_that_every_png_ends_with()
    {
        using MemoryStream stream = new();
        PngWriter.Write(stream, 1, 1, 1, [0]);
        Assert.Equal([0x49, 0x45, 0x4E, 0x44, 0xAE, 0x42, 0x60, 0x82], stream.ToArray()[^8..]);
    }

    [Fact]
    public void A_blend_lies_between_both_colours()
    {
        RgbImage image = new(2, 1) { [1, 0] = new RgbColor(100, 100, 100) };
        image.Blend(1, 0, new RgbColor(200, 0, 100), 0.25);
        Assert.Equal(new RgbColor(125, 75, 100), image[1, 0]);
        Assert.Equal(new RgbColor(0, 0, 0), image[0, 0]);
    }

    private static (byte[] Header, byte[] Lines) Read(int width, int height, int samples, byte[] pixels)
    {
        using MemoryStream stream = new();
        PngWriter.Write(stream, width, height, samples, pixels);
        byte[] png = stream.ToArray();
        int length = BinaryPrimitives.ReadInt32BigEndian(png.AsSpan(33));
        Assert.Equal("IDAT"u8, png.AsSpan(37, 4));
        using ZLibStream zlib = new(new MemoryStream(png, 41, length), CompressionMode.Decompress);
        using MemoryStream lines = new();
        zlib.CopyTo(lines);
        return (png[16..29], lines.ToArray());
    }
}
