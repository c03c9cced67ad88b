using System.IO.Compression;
using DicomNode.Dicom.Data;
using DicomNode.Dicom.Dictionary;
using DicomNode.Dicom.Pixels;
using DicomNode.Dicom.Pixels.Codecs;
using DicomNode.Testing;
using Xunit;

namespace DicomNode.Dicom.Tests.Pixels;

public class DeflatedFrameTests
{
    private static readonly DeflatedFrameEncoder s_encoder = new();
    private static readonly DeflatedFrameDecoder s_decoder = new();

    [Theory]
    [InlineData(1, 1)]
    [InlineData(8, 3)]
    [InlineData(16, 1)]
    [InlineData(32, 1)]
    public void What_was_encoded_is_decoded(int bits, int samples)
    {
        PixelFormat format = MadeImage.Format(17, 19, bits, samples);
        byte[] cells = MadeImage.Cells(format), encoded = s_encoder.Encode(cells, format);
        Assert.Equal(0, encoded.Length % 2);
        Assert.Equal(cells, s_decoder.Decode(Uids.DeflatedImageFrameCompression, format, encoded));
    }

    [Fact]
    public void Frames_of_single_bits_each_begin_with_a_byte()
    {
        PixelFormat format = MadeImage.Format(3, 3, 1, frames: 2);
        byte[][] frames = [[0b1010_1010, 1], [0b0101_0101, 0]];
        DataSet image = MadeImage.Of(format, EncapsulatedPixelData.Of([.. frames.Select(f => s_encoder.Encode(f, format))]));
        PixelFrames pixels = PixelFrames.Open(image, s_encoder.TransferSyntax, FrameDecoders.Managed);
        Assert.Equal([0, 1, 0, 1, 0, 1, 0, 1, 1], PixelHash.Frame(pixels, 0));
        Assert.Equal([1, 0, 1, 0, 1, 0, 1, 0, 0], PixelHash.Frame(pixels, 1));
    }

    [Fact]
    public void Planes_become_pixels()
    {
        PixelFormat format = MadeImage.Format(1, 2, 8, 3, photometric: "RGB") with { IsPlanar = true };
        Assert.Equal([1, 3, 5, 2, 4, 6], s_decoder.Decode(Uids.DeflatedImageFrameCompression, format, s_encoder.Encode([1, 2, 3, 4, 5, 6], format)));
    }

    [Fact]
    public void A_frame_too_short_too_long_or_not_deflated_is_refused_and_a_bomb_takes_no_memory()
    {
        PixelFormat format = MadeImage.Format(4, 4, 8);
        Refused("after 15 of 16", Deflate(15));
        Refused("longer than 16", Deflate(18));
        Refused("longer than 16", Deflate(64 << 20));
        Refused("no deflated stream", [0xFF, 0xFF, 0xFF, 0xFF]);
        Refused("after 0 of 16", []);

        void Refused(string why, byte[] frame) =>
            Assert.Contains(why, Assert.Throws<DicomDataException>(() => s_decoder.Decode(Uids.DeflatedImageFrameCompression, format, frame)).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Damaged_frames_are_decoded_or_refused_and_nothing_else()
    {
        PixelFormat format = MadeImage.Format(30, 30, 8);
        Mutations.Try(s_encoder.Encode(MadeImage.Cells(format), format), 3000, damaged => s_decoder.Decode(Uids.DeflatedImageFrameCompression, format, damaged));
    }

    private static byte[] Deflate(int length)
    {
        using MemoryStream compressed = new();
        using (DeflateStream deflater = new(compressed, CompressionLevel.Optimal))
        {
            deflater.Write(new byte[length]);
        }

        return compressed.ToArray();
    }
}
