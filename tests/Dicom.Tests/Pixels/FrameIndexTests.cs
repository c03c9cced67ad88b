using System.Buffers.Binary;
using DicomNode.Dicom.Data;
using DicomNode.Dicom.Dictionary;
using DicomNode.Dicom.Encoding;
using DicomNode.Dicom.Pixels;
using DicomNode.Dicom.Pixels.Codecs;
using DicomNode.Testing;
using Xunit;

namespace DicomNode.Dicom.Tests.Pixels;

/// <summary>Three frames in RLE, each cut into pieces, and every way to say which piece is whose.</summary>
public class FrameIndexTests
{
    private static readonly PixelFormat s_format = MadeImage.Format(16, 20, 16, frames: 3);
    private static readonly byte[][] s_cells = [.. Enumerable.Range(1, 3).Select(seed => MadeImage.Cells(s_format, seed))];
    private static readonly byte[][] s_frames = [.. s_cells.Select(c => new RleEncoder().Encode(c, s_format))];
    private static readonly byte[][] s_pieces = [.. s_frames.SelectMany(f => new[] { f[..80], f[80..120], f[120..] })];

    [Fact]
    public void A_basic_offset_table_tells() => Read(Pieces(Table(Offsets(), 4)));

    [Fact]
    public void An_extended_offset_table_tells_and_goes_before_the_basic_one()
    {
        FragmentsElement pixelData = Pieces(Table([0, 1, 2], 4));
        Read(pixelData, image => image.SetBytes(Tags.ExtendedOffsetTable, Vr.OV, Table(Offsets(), 8)).SetBytes(Tags.ExtendedOffsetTableLengths, Vr.OV, Table([.. s_frames.Select(f => (ulong)f.Length)], 8)));
    }

    [Fact]
    public void Without_a_table_or_with_a_partial_one_the_headers_of_the_bitstreams_tell()
    {
        Read(Pieces([]));
        Read(Pieces(Table([0], 4)));
    }

    [Fact]
    public void As_many_fragments_as_frames_are_a_frame_each_whatever_the_table_says() =>
        Read(new FragmentsElement(Tags.PixelData, Vr.OB, [.. s_frames.Select(f => (ReadOnlyMemory<byte>)f)]) { BasicOffsetTable = Table([7, 5, 3], 4) });

    [Fact]
    public void Written_frames_are_found_again_by_their_table()
    {
        FragmentsElement written = EncapsulatedPixelData.Of(s_frames);
        Assert.Equal(Table(Offsets(), 4).Length, written.BasicOffsetTable.Length);
        Read(written);
    }

    [Fact]
    public void A_table_that_does_not_fit_and_too_few_fragments_are_refused()
    {
        Refused("for frame 2", Pieces(Table([0, 3, 900], 4)));
        Refused("for frame 1", Pieces(Table([1, 2, 3], 4)));
        Refused("for frame 3", Pieces(Table([Offsets()[0], Offsets()[1], Offsets()[1]], 4)));
        Refused("too few for 3 frames", new FragmentsElement(Tags.PixelData, Vr.OB, [s_frames[0], s_frames[1]]));
        Refused("cannot be told apart", new FragmentsElement(Tags.PixelData, Vr.OB, [.. s_pieces.Skip(1).Select(f => (ReadOnlyMemory<byte>)f)]));

        static void Refused(string why, FragmentsElement pixelData) => Assert.Contains(why, Assert.Throws<DicomDataException>(() => Open(pixelData)).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_frame_that_no_codec_could_make_so_small_takes_no_memory()
    {
        PixelFormat huge = MadeImage.Format(10000, 10000, 8);
        PixelFrames frames = PixelFrames.Open(MadeImage.Of(huge, new FragmentsElement(Tags.PixelData, Vr.OB, [s_frames[0]])), TransferSyntax.Find(Uids.RleLossless)!, FrameDecoders.Managed);
        long before = GC.GetAllocatedBytesForCurrentThread();
        byte[] values = GC.AllocateUninitializedArray<byte>(huge.FrameLength);
        Assert.Contains("cannot be a frame", Assert.Throws<DicomDataException>(() => frames.ReadFrame<byte>(0, values)).Message, StringComparison.Ordinal);
        Assert.InRange(GC.GetAllocatedBytesForCurrentThread() - before - values.Length, 0, 1 << 20);
    }

    private static void Read(FragmentsElement pixelData, Action<DataSet>? also = null)
    {
        PixelFrames frames = Open(pixelData, also);
        foreach (int frame in new[] { 2, 0, 1 })
        {
            Assert.Equal(s_cells[frame], PixelHash.Frame(frames, frame));
        }
    }

    private static PixelFrames Open(FragmentsElement pixelData, Action<DataSet>? also = null)
    {
        DataSet image = MadeImage.Of(s_format, pixelData);
        also?.Invoke(image);
        return PixelFrames.Open(image, TransferSyntax.Find(Uids.RleLossless)!, FrameDecoders.Managed);
    }

    private static FragmentsElement Pieces(byte[] table) => new(Tags.PixelData, Vr.OB, [.. s_pieces.Select(p => (ReadOnlyMemory<byte>)p)]) { BasicOffsetTable = table };

    /// <summary>Of the frames in pieces: each piece has a header of 8 bytes.</summary>
    private static ulong[] Offsets() => [0, (ulong)s_frames[0].Length + 24, (ulong)(s_frames[0].Length + s_frames[1].Length) + 48];

    private static byte[] Table(ulong[] offsets, int size)
    {
        byte[] table = new byte[offsets.Length * size];
        for (int i = 0; i < offsets.Length; i++)
        {
            if (size == 8)
            {
                BinaryPrimitives.WriteUInt64LittleEndian(table.AsSpan(i * 8), offsets[i]);
            }
            else
            {
                BinaryPrimitives.WriteUInt32LittleEndian(table.AsSpan(i * 4), (uint)offsets[i]);
            }
        }

        return table;
    }
}
