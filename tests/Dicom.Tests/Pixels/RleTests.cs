using System.Buffers.Binary;
using DicomNode.Dicom.Data;
using DicomNode.Dicom.Dictionary;
using DicomNode.Dicom.Encoding;
using DicomNode.Dicom.Pixels;
using DicomNode.Dicom.Pixels.Codecs;
using DicomNode.Testing;
using Xunit;

namespace DicomNode.Dicom.Tests.Pixels;

public class RleTests
{
    private static readonly RleEncoder s_encoder = new();
    private static readonly RleDecoder s_decoder = new();

    [Theory]
    [InlineData(1, 1)]
    [InlineData(8, 1)]
    [InlineData(8, 3)]
    [InlineData(12, 1)]
    [InlineData(16, 1)]
    [InlineData(16, 3)]
    [InlineData(32, 1)]
    [InlineData(32, 3)]
    public void What_was_encoded_is_decoded_and_the_same_frame_gives_the_same_bytes(int bits, int samples)
    {
        foreach ((int rows, int columns) in new[] { (1, 1), (1, 2), (3, 5), (7, 64), (5, 129), (40, 300) })
        {
            PixelFormat format = MadeImage.Format(rows, columns, bits, samples);
            byte[] cells = MadeImage.Cells(format);
            byte[] encoded = s_encoder.Encode(cells, format);
            Assert.Equal(0, encoded.Length % 2);
            Assert.Equal(encoded, s_encoder.Encode(cells, format));
            Assert.Equal(cells, s_decoder.Decode(Uids.RleLossless, format, encoded));
        }
    }

    [Fact]
    public void Runs_become_two_bytes_and_a_run_never_goes_from_one_row_to_the_next()
    {
        PixelFormat format = MadeImage.Format(2, 4, 8);
        byte[] encoded = s_encoder.Encode([7, 7, 7, 7, 7, 7, 1, 2], format);
        Assert.Equal([0xFD, 7, /* second row */ 3, 7, 7, 1, 2, /* padding */ 0], encoded[64..]);
    }

    [Fact]
    public void The_byte_that_says_nothing_is_passed_over_and_what_follows_the_last_pixel_is_padding()
    {
        PixelFormat format = MadeImage.Format(1, 4, 8);
        Assert.Equal([1, 2, 9, 9], s_decoder.Decode(Uids.RleLossless, format, Frame([0x80, 1, 1, 2, 0xFF, 9, 0, 0, 5])));
    }

    [Fact]
    public void A_frame_in_several_fragments_is_one_frame()
    {
        PixelFormat format = MadeImage.Format(20, 30, 16);
        byte[] cells = MadeImage.Cells(format), encoded = s_encoder.Encode(cells, format);
        Assert.Equal(cells, s_decoder.Decode(Uids.RleLossless, format, encoded[..10], encoded[10..100], encoded[100..]));
    }

    [Fact]
    public void A_header_that_does_not_fit_the_image_or_the_frame_is_refused_with_what_is_wrong()
    {
        PixelFormat format = MadeImage.Format(1, 4, 8);
        Refused("has no header", new byte[63]);
        Refused("2 segments", Frame([3, 1, 2, 3, 4], count: 2));
        Refused("does not lie", Frame([3, 1, 2, 3, 4], offset: 70));
        Refused("does not lie", Frame([3, 1, 2, 3, 4], offset: uint.MaxValue));
        Refused("does not lie", Frame([3, 1, 2, 3, 4], offset: 12));
        Refused("after 3 of 4", Frame([2, 1, 2, 3]));
        Refused("after 2 of 4", Frame([3, 1, 2]));
        Refused("after 0 of 4", Frame([]));

        void Refused(string why, byte[] frame) =>
            Assert.Contains(why, Assert.Throws<DicomDataException>(() => s_decoder.Decode(Uids.RleLossless, format, frame)).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void More_bytes_in_a_pixel_than_a_header_has_segments_for_are_refused() =>
        Assert.Throws<DicomDataException>(() => s_decoder.Decode(Uids.RleLossless, MadeImage.Format(1, 1, 32, 4), new byte[64]));

    [SharedFact(Needs = "data/seg-compressed-a")]
    public void A_segmentation_of_single_bits_has_the_frames_of_its_uncompressed_twin()
    {
        PixelFrames packed = Open("liver_rle.dcm"), plain = Open("liver.dcm");
        Assert.Equal(plain.Count, packed.Count);
        for (int i = 0; i < plain.Count; i++)
        {
            Assert.Contains((byte)1, PixelHash.Frame(plain, i));
            Assert.Equal(PixelHash.Frame(plain, i), PixelHash.Frame(packed, i));
        }

        static PixelFrames Open(string name)
        {
            DicomFile file = Part10File.Read(SharedData.Require("data/seg-compressed-a/" + name));
            return PixelFrames.Open(file.DataSet, file.TransferSyntax, FrameDecoders.Managed);
        }
    }

    [Fact]
    public void Damaged_frames_are_decoded_or_refused_and_nothing_else()
    {
        foreach (PixelFormat format in new[] { MadeImage.Format(9, 11, 16), MadeImage.Format(9, 11, 8, 3), MadeImage.Format(9, 11, 1) })
        {
            Mutations.Try(s_encoder.Encode(MadeImage.Cells(format), format), 3000, damaged => s_decoder.Decode(Uids.RleLossless, format, damaged));
        }
    }

    private static byte[] Frame(byte[] segment, uint count = 1, uint offset = 64)
    {
        byte[] frame = [.. new byte[64], .. segment];
        BinaryPrimitives.WriteUInt32LittleEndian(frame, count);
        BinaryPrimitives.WriteUInt32LittleEndian(frame.AsSpan(4), offset);
        return frame;
    }
}
