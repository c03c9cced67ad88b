using DicomNode.Dicom.Data;
using DicomNode.Dicom.Dictionary;
using DicomNode.Dicom.Encoding;
using DicomNode.Dicom.Pixels;
using Xunit;

namespace DicomNode.Dicom.Tests.Pixels;

public class PixelFramesTests
{
    [Theory]
    [InlineData(16, 12, 11, false)]
    [InlineData(16, 12, 11, true)]
    [InlineData(16, 16, 15, true)]
    [InlineData(16, 16, 15, false)]
    [InlineData(16, 12, 15, true)]
    [InlineData(16, 10, 12, false)]
    [InlineData(8, 8, 7, false)]
    [InlineData(8, 8, 7, true)]
    [InlineData(8, 6, 5, true)]
    [InlineData(32, 32, 31, true)]
    [InlineData(32, 24, 23, true)]
    public void Only_the_stored_bits_count_whatever_stands_around_them(int allocated, int stored, int highBit, bool signed)
    {
        for (int columns = 1; columns <= 70; columns += 3) // around one and two vectors, and their tails
        {
            Random random = new(columns);
            byte[] bytes = new byte[2 * columns * allocated / 8];
            random.NextBytes(bytes);
            PixelFrames frames = PixelFrames.Open(Image(1, columns, 2, allocated, stored, highBit, signed, bytes), TransferSyntax.ExplicitVrLittleEndian);
            for (int frame = 0; frame < 2; frame++)
            {
                int[] expected = [.. Enumerable.Range(frame * columns, columns).Select(i => Stored(bytes, i))];
                int[] ints = new int[columns];
                frames.ReadFrame<int>(frame, ints);
                Assert.Equal(expected, ints);

                float[] floats = new float[columns];
                frames.ReadFrame(frame, floats, 1, -1024);
                Assert.Equal(expected.Select(v => (float)(v - 1024.0)), floats);
                frames.ReadFrame(frame, floats, 0.1, 0.7);
                Assert.Equal(expected.Select(v => (float)((v * 0.1) + 0.7)), floats);
                if (allocated == 16 && signed)
                {
                    short[] shorts = new short[columns];
                    frames.ReadFrame<short>(frame, shorts);
                    Assert.Equal(expected.Select(v => (short)v), shorts);
                }
                else if (allocated == 16)
                {
                    ushort[] shorts = new ushort[columns];
                    frames.ReadFrame<ushort>(frame, shorts);
                    Assert.Equal(expected.Select(v => (ushort)v), shorts);
                }
            }
        }

        int Stored(byte[] bytes, int index)
        {
            long cell = 0;
            for (int i = allocated / 8; i-- > 0;)
            {
                cell = (cell << 8) | bytes[(index * allocated / 8) + i];
            }

            long value = (cell >> (highBit + 1 - stored)) & ((1L << stored) - 1);
            return (int)(signed && value >> (stored - 1) == 1 ? value - (1L << stored) : value);
        }
    }

    [Fact]
    public void Frames_of_single_bits_follow_one_another_inside_a_byte()
    {
        PixelFrames frames = PixelFrames.Open(Image(1, 3, 3, 1, 1, 0, false, [0b1010_0110, 0b1]), TransferSyntax.ExplicitVrLittleEndian);
        byte[] values = new byte[3];
        frames.ReadFrame<byte>(1, values);
        Assert.Equal([0, 0, 1], values);
        frames.ReadFrame<byte>(2, values);
        Assert.Equal([0, 1, 1], values);
    }

    [Fact]
    public void Planes_of_samples_become_pixels()
    {
        DataSet image = Image(1, 2, 1, 8, 8, 7, false, [1, 2, 3, 4, 5, 6]).SetNumber(Tags.SamplesPerPixel, 3).SetNumber(Tags.PlanarConfiguration, 1);
        byte[] values = new byte[6];
        PixelFrames.Open(image, TransferSyntax.ExplicitVrLittleEndian).ReadFrame<byte>(0, values);
        Assert.Equal([1, 3, 5, 2, 4, 6], values);
    }

    [Fact]
    public void Too_few_bytes_a_type_too_small_and_a_description_that_contradicts_itself_are_refused()
    {
        Assert.Throws<DicomDataException>(() => PixelFrames.Open(Image(2, 2, 1, 16, 16, 15, false, new byte[7]), TransferSyntax.ExplicitVrLittleEndian));
        Assert.Throws<DicomDataException>(() => PixelFrames.Open(Image(2, 2, 1, 16, 12, 10, false, new byte[8]), TransferSyntax.ExplicitVrLittleEndian));
        PixelFrames frames = PixelFrames.Open(Image(2, 2, 1, 16, 16, 15, false, new byte[8]), TransferSyntax.ExplicitVrLittleEndian);
        Assert.Throws<DicomDataException>(() => frames.ReadFrame<short>(0, new short[4]));
    }

    [Fact]
    public void A_decoder_is_given_the_fragments_of_its_frame()
    {
        DataSet image = Image(1, 2, 2, 8, 8, 7, false, []);
        image.Set(new FragmentsElement(Tags.PixelData, Vr.OB, [new byte[] { 1, 0 }, new byte[] { 2, 0 }, new byte[] { 3, 0 }]) { BasicOffsetTable = new byte[] { 0, 0, 0, 0, 20, 0, 0, 0 } });
        PixelFrames frames = PixelFrames.Open(image, TransferSyntax.Find(Uids.RleLossless)!, new FirstBytes());
        byte[] values = new byte[2];
        frames.ReadFrame<byte>(0, values);
        Assert.Equal([1, 2], values);
        frames.ReadFrame<byte>(1, values);
        Assert.Equal([3, 0], values);
    }

    private static DataSet Image(int rows, int columns, int frames, int allocated, int stored, int highBit, bool signed, byte[] bytes) =>
        new DataSet().SetNumber(Tags.Rows, rows).SetNumber(Tags.Columns, columns).SetNumber(Tags.NumberOfFrames, frames).SetNumber(Tags.BitsAllocated, allocated)
            .SetNumber(Tags.BitsStored, stored).SetNumber(Tags.HighBit, highBit).SetNumber(Tags.PixelRepresentation, signed ? 1 : 0)
            .SetString(Tags.PhotometricInterpretation, "MONOCHROME2").Set(new ValueElement(Tags.PixelData, allocated > 8 ? Vr.OW : Vr.OB, bytes));

    private sealed class FirstBytes : IFrameDecoder
    {
        public bool CanDecode(TransferSyntax transferSyntax) => true;

        public void Decode(TransferSyntax transferSyntax, IReadOnlyList<ReadOnlyMemory<byte>> fragments, PixelFormat format, Span<byte> native)
        {
            for (int i = 0; i < fragments.Count; i++)
            {
                native[i] = fragments[i].Span[0];
            }
        }
    }
}
