using System.Buffers.Binary;
using DicomNode.Dicom.Data;
using DicomNode.Dicom.Dictionary;
using DicomNode.Dicom.Encoding;
using DicomNode.Dicom.Pixels;
using DicomNode.Dicom.Pixels.Native;
using DicomNode.Testing;
using Xunit;

namespace DicomNode.Tests.Decoding;

/// <summary>The libraries of the distribution through real workers.</summary>
public class NativeFrameDecoderTests(Workers workers) : IClassFixture<Workers>
{
    [Fact]
    public void Every_library_is_there_and_names_its_version()
    {
        Assert.All(workers.Decoder.Libraries, l => Assert.True(l.IsUsable, l.Problem));
        Assert.Equal(["JPEG", "JPEG-LS", "JPEG 2000", "HTJ2K"], workers.Decoder.Libraries.Select(l => l.Codec));
        Assert.All(workers.Decoder.Libraries.SelectMany(l => l.TransferSyntaxUids), uid => Assert.True(workers.Decoder.CanDecode(TransferSyntax.Find(uid)!), uid));
        Assert.False(workers.Decoder.CanDecode(TransferSyntax.ExplicitVrLittleEndian));
    }

    [Theory]
    [InlineData(Uids.Jpeg2000Lossless)]
    [InlineData(Uids.Htj2KLossless)]
    [InlineData(Uids.JpeglsLossless)]
    public void A_lossless_frame_has_the_values_that_were_compressed_however_it_is_fragmented(string syntax)
    {
        byte[] codestream = Codestream(syntax);
        Assert.Equal(TinyImages.GrayCells, workers.Decoder.Decode(syntax, TinyImages.Gray, codestream));
        Assert.Equal(TinyImages.GrayCells, workers.Decoder.Decode(syntax, TinyImages.Gray, codestream[..100], codestream[100..101], [.. codestream[101..], 0]));
    }

    [Fact]
    public void A_mask_of_single_bits_comes_out_eight_to_a_byte() =>
        Assert.Equal(TinyImages.MaskCells, workers.Decoder.Decode(Uids.Jpeg2000Lossless, TinyImages.Mask, TinyImages.Jpeg2000Mask));

    [Fact]
    public void A_progressive_frame_is_close_to_what_was_compressed()
    {
        byte[] cells = workers.Decoder.Decode(Uids.JpegFullProgressionNonHierarchical1012, TinyImages.Gray8, TinyImages.Progressive);
        Assert.InRange(cells.Zip(TinyImages.Gray8Cells, (a, b) => Math.Abs(a - b)).Max(), 0, 8);
        PixelFormat wide = TinyImages.Gray8 with { BitsAllocated = 16 };
        Assert.Equal(cells, workers.Decoder.Decode(Uids.JpegFullProgressionNonHierarchical1012, wide, TinyImages.Progressive).Where((_, i) => i % 2 == 0));
    }

    [Theory]
    [InlineData(Uids.Jpeg2000Lossless)]
    [InlineData(Uids.Htj2KLossless)]
    [InlineData(Uids.JpeglsLossless)]
    public void A_codestream_that_is_not_the_image_of_the_data_set_is_refused(string syntax)
    {
        byte[] codestream = Codestream(syntax);
        Assert.Contains("16x12 pixels of 1 samples, the data set describes 16x13 of 1", Refusal(syntax, TinyImages.Gray with { Rows = 13 }, codestream), StringComparison.Ordinal);
        Assert.Contains("of 3", Refusal(syntax, TinyImages.Gray with { SamplesPerPixel = 3 }, codestream), StringComparison.Ordinal);
        Assert.Contains("bits do not fit 8 bits allocated", Refusal(syntax, TinyImages.Gray8, codestream), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(Uids.Jpeg2000Lossless)]
    [InlineData(Uids.Htj2KLossless)]
    [InlineData(Uids.JpeglsLossless)]
    [InlineData(Uids.JpegFullProgressionNonHierarchical1012)]
    public void Damaged_frames_are_refused_or_decoded_and_the_next_one_is_right(string syntax)
    {
        byte[] codestream = Codestream(syntax);
        PixelFormat format = codestream == TinyImages.Progressive ? TinyImages.Gray8 : TinyImages.Gray;
        byte[] right = workers.Decoder.Decode(syntax, format, codestream);
        using NativeFrameDecoder hasty = new(Workers.Options with { FrameLimit = TimeSpan.FromSeconds(2) }, TimeProvider.System); // CharLS 2.4 does not come back from some
        Random random = new(7);
        int refused = 0;
        for (int i = 0; i < 100; i++)
        {
            byte[] damaged = [.. codestream[..(i % 3 == 0 ? random.Next(codestream.Length) : codestream.Length)]];
            for (int flips = random.Next(4); flips > 0 && damaged.Length > 0; flips--)
            {
                damaged[random.Next(damaged.Length)] = (byte)random.Next(256);
            }

            try
            {
                hasty.Decode(syntax, format, damaged);
            }
            catch (DicomDataException)
            {
                refused++;
            }
        }

        Assert.InRange(refused, 15, 100);
        Assert.Equal(right, workers.Decoder.Decode(syntax, format, codestream));
    }

    [Fact]
    public void A_header_that_declares_an_enormous_image_costs_nothing_but_the_frame()
    {
        Assert.Contains("60000x60000", Refusal(Uids.Jpeg2000Lossless, TinyImages.Gray, Declaring(60000, 60000)), StringComparison.Ordinal);
        using NativeFrameDecoder small = new(Workers.Options with { MemoryLimit = 64 << 20 }, TimeProvider.System);
        PixelFormat large = MadeImage.Format(5000, 5000, 12);
        DicomDataException refusal = Assert.Throws<DicomDataException>(() => small.Decode(Uids.Jpeg2000Lossless, large, Declaring(5000, 5000)));
        Assert.Contains("Size of tile data exceeds system limits", refusal.Message, StringComparison.Ordinal); // 50 MB of cells and 100 MB in the library: the limit of the process says no
        DicomDataException larger = Assert.Throws<DicomDataException>(() => small.Decode(Uids.Jpeg2000Lossless, MadeImage.Format(6000, 6000, 12), Declaring(6000, 6000)));
        Assert.Contains("64 MiB", larger.Message, StringComparison.Ordinal); // nobody is asked
        Assert.Equal(TinyImages.GrayCells, small.Decode(Uids.Jpeg2000Lossless, TinyImages.Gray, TinyImages.Jpeg2000));
    }

    [Fact]
    public void Many_threads_share_the_workers_and_every_frame_is_right() =>
        Parallel.For(0, 200, new ParallelOptions { MaxDegreeOfParallelism = 8 }, i =>
        {
            string syntax = (i % 3) switch { 0 => Uids.Jpeg2000Lossless, 1 => Uids.Htj2KLossless, _ => Uids.JpeglsLossless };
            Assert.Equal(TinyImages.GrayCells, workers.Decoder.Decode(syntax, TinyImages.Gray, Codestream(syntax)));
        });

    private static byte[] Codestream(string syntax) => syntax switch
    {
        Uids.Jpeg2000Lossless => TinyImages.Jpeg2000,
        Uids.Htj2KLossless => TinyImages.HighThroughput,
        Uids.JpeglsLossless => TinyImages.JpegLs,
        _ => TinyImages.Progressive,
    };

    /// <summary>SIZ of another image: Xsiz, Ysiz, XTsiz, YTsiz. ISO/IEC 15444-1 §A.5.1.</summary>
    private static byte[] Declaring(uint width, uint height)
    {
        byte[] codestream = [.. TinyImages.Jpeg2000];
        foreach ((int offset, uint value) in new[] { (8, width), (12, height), (24, width), (28, height) })
        {
            BinaryPrimitives.WriteUInt32BigEndian(codestream.AsSpan(offset), value);
        }

        return codestream;
    }

    private string Refusal(string syntax, PixelFormat format, byte[] codestream) =>
        Assert.Throws<DicomDataException>(() => workers.Decoder.Decode(syntax, format, codestream)).Message;
}
