using System.Runtime.InteropServices;
using DicomNode.Dicom.Data;
using DicomNode.Dicom.Dictionary;
using DicomNode.Dicom.Pixels;
using DicomNode.Dicom.Pixels.Codecs;
using DicomNode.Testing;
using Xunit;

namespace DicomNode.Dicom.Tests.Pixels;

public class JpegLosslessTests
{
    private static readonly JpegDecoder s_decoder = new();

    public static TheoryData<int, int> PredictorsAndPrecisions()
    {
        TheoryData<int, int> all = [];
        foreach (int predictor in Enumerable.Range(1, 7))
        {
            foreach (int precision in new[] { 2, 8, 9, 12, 15, 16 })
            {
                all.Add(predictor, precision);
            }
        }

        return all;
    }

    [Theory]
    [MemberData(nameof(PredictorsAndPrecisions))]
    public void Every_predictor_and_precision_gives_back_the_samples(int predictor, int precision)
    {
        foreach ((int rows, int columns) in new[] { (1, 1), (1, 7), (5, 1), (23, 31) })
        {
            PixelFormat format = MadeImage.Format(rows, columns, precision);
            byte[] cells = MadeImage.Cells(format, seed: predictor);
            foreach (int restart in new[] { 0, 1, 3 })
            {
                LosslessJpegMaker maker = new(rows, columns, precision, predictor) { RowsToRestart = restart };
                Assert.Equal(cells, s_decoder.Decode(Uids.JpegLossless, format, maker.Encode(Samples(format, cells))));
            }
        }
    }

    [Theory]
    [InlineData(8, true)]
    [InlineData(8, false)]
    [InlineData(16, true)]
    public void Colours_come_side_by_side_from_one_scan_or_three(int precision, bool isInterleaved)
    {
        PixelFormat format = MadeImage.Format(13, 17, precision, samples: 3, photometric: "RGB");
        byte[] cells = MadeImage.Cells(format);
        LosslessJpegMaker maker = new(13, 17, precision, 4) { Components = 3, IsInterleaved = isInterleaved, RowsToRestart = 5 };
        Assert.Equal(cells, s_decoder.Decode(Uids.JpegLossless, format, maker.Encode(Samples(format, cells))));
    }

    [Fact]
    public void A_point_transform_loses_the_low_bits_and_no_others()
    {
        PixelFormat format = MadeImage.Format(9, 9, 12);
        ushort[] samples = Samples(format, MadeImage.Cells(format));
        byte[] decoded = s_decoder.Decode(Uids.JpegLossless, format, new LosslessJpegMaker(9, 9, 12, 6) { PointTransform = 3 }.Encode(samples));
        Assert.Equal(samples.Select(s => (ushort)(s & ~7)), Samples(format, decoded));
    }

    [Fact]
    public void Eight_bits_in_wider_cells_a_frame_in_pieces_and_padding_behind_it_are_read()
    {
        PixelFormat narrow = MadeImage.Format(10, 12, 8);
        byte[] cells = MadeImage.Cells(narrow), stream = new LosslessJpegMaker(10, 12, 8, 1).Encode(Samples(narrow, cells));
        PixelFormat wide = narrow with { BitsAllocated = 16 };
        byte[] decoded = s_decoder.Decode(Uids.JpegLosslessSv1, wide, stream[..3], stream[3..50], [.. stream[50..], 0, 0]);
        Assert.Equal(cells.Select(c => (ushort)c), MemoryMarshal.Cast<byte, ushort>(decoded).ToArray());
    }

    [Fact]
    public void What_contradicts_the_image_or_is_cut_short_is_refused_with_what_is_wrong()
    {
        PixelFormat format = MadeImage.Format(8, 8, 12);
        byte[] stream = new LosslessJpegMaker(8, 8, 12, 1).Encode(Samples(format, MadeImage.Cells(format)));
        Refused("8 rows of 8 columns", format with { Rows = 9 }, stream);
        Refused("with 1 components", format with { SamplesPerPixel = 3 }, stream);
        Refused("12 bits in cells of 8", format with { BitsAllocated = 8, BitsStored = 8, HighBit = 7 }, stream);
        Refused("the bits end", format, [.. stream[..^20], 0xFF, 0xD9]);
        Refused("no start of image", format, stream[2..]);
        Refused("no start of image", format, []);
        Refused("ends before", format, [0xFF, 0xD8, 0xFF, 0xD9]);
        Refused("progressive", format, [.. stream[..2], 0xFF, 0xC2, .. stream[4..]]);
        Refused("restart marker is missing", format, [.. stream[..2], 0xFF, 0xDD, 0, 4, 0, 8, .. stream[2..]]);
        Refused("whole number of rows", format, [.. stream[..2], 0xFF, 0xDD, 0, 4, 0, 9, .. stream[2..]]);

        static void Refused(string why, PixelFormat format, byte[] stream) =>
            Assert.Contains(why, Assert.Throws<DicomDataException>(() => s_decoder.Decode(Uids.JpegLossless, format, stream)).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Damaged_streams_are_decoded_or_refused_and_nothing_else()
    {
        foreach (int components in new[] { 1, 3 })
        {
            PixelFormat format = MadeImage.Format(11, 9, 16, components, photometric: components == 1 ? "MONOCHROME2" : "RGB");
            byte[] stream = new LosslessJpegMaker(11, 9, 16, 7) { Components = components, RowsToRestart = 4 }.Encode(Samples(format, MadeImage.Cells(format)));
            Mutations.Try(stream, 5000, damaged => s_decoder.Decode(Uids.JpegLossless, format, damaged));
        }
    }

    private static ushort[] Samples(PixelFormat format, byte[] cells) =>
        format.BitsAllocated == 8 ? [.. cells.Select(c => (ushort)c)] : MemoryMarshal.Cast<byte, ushort>(cells).ToArray();
}
