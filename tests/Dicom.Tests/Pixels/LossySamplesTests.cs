using DicomNode.Dicom.Pixels;
using DicomNode.Dicom.Pixels.Codecs;
using DicomNode.Testing;
using Xunit;

namespace DicomNode.Dicom.Tests.Pixels;

public class LossySamplesTests
{
    private static readonly PixelFormat s_unsigned = MadeImage.Format(1, 4, 12), s_signed = MadeImage.Format(1, 4, 12, signed: true);

    [Fact]
    public void What_ends_beyond_the_bits_stored_becomes_the_last_value_of_the_range()
    {
        Assert.Equal([0, 17, 4095, 4095], Clamped([0, 17, 4095, 4100], 16, s_unsigned));
        Assert.Equal([-2048, -2048, 0, 2047], Clamped([-2050, -2048, 0, 2060], 16, s_signed));
        ushort[] patterns = [0xF7FD, 0xFFFF, 0, 0x0803];
        LossySamples.Clamp(patterns.AsSpan(), 16, s_signed);
        Assert.Equal([0xF800, 0xFFFF, 0, 0x07FF], patterns);
    }

    [Fact]
    public void Negative_values_that_were_compressed_as_patterns_of_the_bits_stored_stay() =>
        Assert.Equal([4095, 2048, 5, 2047], Clamped([4095, 2048, 5, 2047], 16, s_signed));

    [Fact]
    public void Samples_are_left_alone_where_they_are_not_the_low_bits_of_their_cells_or_have_no_more_than_these()
    {
        Assert.Equal([0xFFF0, 0, 0, 0], Clamped([0xFFF0, 0, 0, 0], 16, s_unsigned with { HighBit = 15 }));
        Assert.Equal([4095, 0, 0, 0], Clamped([4095, 0, 0, 0], 12, s_signed));
    }

    private static int[] Clamped(int[] samples, int precision, PixelFormat format)
    {
        LossySamples.Clamp(samples.AsSpan(), precision, format);
        return samples;
    }
}
