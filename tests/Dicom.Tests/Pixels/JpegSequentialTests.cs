using DicomNode.Dicom.Data;
using DicomNode.Dicom.Dictionary;
using DicomNode.Dicom.Pixels;
using DicomNode.Dicom.Pixels.Codecs;
using DicomNode.Testing;
using Xunit;

namespace DicomNode.Dicom.Tests.Pixels;

/// <summary>Sequential DCT on a stream written by hand. Values beside DCMTK's are in Interop.Tests.</summary>
public class JpegSequentialTests
{
    private static readonly JpegDecoder s_decoder = new();

    [Theory]
    [InlineData(8)]
    [InlineData(12)]
    public void A_block_of_one_coefficient_is_a_flat_square(int precision)
    {
        PixelFormat format = MadeImage.Format(8, 8, precision);
        byte[] decoded = s_decoder.Decode(Uids.JpegExtended12Bit, format, Gray(precision));
        int expected = (1 << (precision - 1)) + 2; // a mean of 1 × step 16 is 2 above the middle
        Assert.All(Enumerable.Range(0, 64), i => Assert.Equal(expected, precision == 8 ? decoded[i] : decoded[2 * i] | (decoded[(2 * i) + 1] << 8)));
    }

    [Fact]
    public void What_contradicts_itself_is_refused_with_what_is_wrong()
    {
        PixelFormat format = MadeImage.Format(8, 8, 8);
        Refused("quantization table 0", format, Gray(8, withoutQuantization: true));
        Refused("a lossy colour frame", MadeImage.Format(8, 8, 8, 3), Colour());
        Refused("12 bits in cells of 8", format, Gray(12));
        Refused("the bits end", format, [.. Gray(8)[..^3], 0xFF, 0xD9]);
        byte[] twice = Gray(8);
        Refused("a second frame header", format, [.. twice[..2], .. Frame(8, 1), .. twice[2..]]);

        static void Refused(string why, PixelFormat format, byte[] stream) =>
            Assert.Contains(why, Assert.Throws<DicomDataException>(() => s_decoder.Decode(Uids.JpegLossless, format, stream)).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Damaged_streams_are_decoded_or_refused_and_nothing_else()
    {
        Mutations.Try(Gray(12), 5000, damaged => s_decoder.Decode(Uids.JpegExtended12Bit, MadeImage.Format(8, 8, 12), damaged));
        PixelFormat colour = MadeImage.Format(8, 8, 8, 3, photometric: "YBR_FULL_422");
        Mutations.Try(Colour(), 5000, damaged => s_decoder.Decode(Uids.JpegBaseline8Bit, colour, damaged));
    }

    /// <summary>One block; codes of two bits: 00 the category 0 (or the end of the block), 01 the category 1.</summary>
    private static byte[] Gray(int precision, bool withoutQuantization = false) =>
    [
        0xFF, 0xD8, .. withoutQuantization ? [] : Quantization, .. Frame(precision, 1), .. Huffman(0x00), .. Huffman(0x10),
        0xFF, 0xDA, 0, 8, 1, 1, 0x00, 0, 63, 0,
        0b0110_0111, // mean +1 (01 1), end of block (00), and ones to fill the byte
        0xFF, 0xD9,
    ];

    /// <summary>Two blocks of luma, one of each colour, four by two pixels to a chroma sample pair.</summary>
    private static byte[] Colour() =>
    [
        0xFF, 0xD8, .. Quantization, .. Frame(8, 3), .. Huffman(0x00), .. Huffman(0x10),
        0xFF, 0xDA, 0, 12, 3, 1, 0, 2, 0, 3, 0, 0, 63, 0,
        0b0110_0000, 0b0000_0110, 0b0011_0001, 0b1111_1111, 0x00,
        0xFF, 0xD9,
    ];

    private static byte[] Quantization => [0xFF, 0xDB, 0, 67, 0, 16, .. Enumerable.Repeat((byte)1, 63)];

    private static byte[] Huffman(byte kind) => [0xFF, 0xC4, 0, 21, kind, 0, 2, .. new byte[14], 0, 1];

    private static byte[] Frame(int precision, int components) =>
    [
        0xFF, 0xC1, 0, (byte)(8 + (3 * components)), (byte)precision, 0, 8, 0, 8, (byte)components,
        .. Enumerable.Range(1, components).SelectMany(c => new byte[] { (byte)c, (byte)(c == 1 && components > 1 ? 0x21 : 0x11), 0 }),
    ];
}
