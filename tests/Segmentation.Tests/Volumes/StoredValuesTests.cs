using DicomNode.Segmentation.Volumes;
using Xunit;

namespace DicomNode.Segmentation.Tests.Volumes;

public class StoredValuesTests
{
    [Fact]
    public void Signed_twelve_bits_are_sign_extended_and_dirt_above_them_is_dropped()
    {
        StoredValues samples = new(16, 12, 11, IsSigned: true);

        Assert.Equal([-1f, -2048f, 2047f, 5f], Rescaled(samples, [0xFF, 0x0F, 0x00, 0x08, 0xFF, 0xF7, 0x05, 0xA0], 1, 0));
    }

    [Fact]
    public void Unsigned_sixteen_bits_stay_positive() =>
        Assert.Equal([64511f, -1024f], Rescaled(new(16, 16, 15, IsSigned: false), [0xFF, 0xFF, 0, 0], 1, -1024));

    [Fact]
    public void Bytes_and_a_high_bit_above_the_stored_bits_are_read() =>
        Assert.Equal([15f, 2f], Rescaled(new(8, 4, 7, IsSigned: false), [0xF7, 0x20], 1, 0));

    [Fact]
    public void A_slope_with_many_digits_is_rounded_once() =>
        Assert.Equal([(float)((30001 * 0.123456789012) - 0.987654321)], Rescaled(new(16, 16, 15, IsSigned: true), [0x31, 0x75], 0.123456789012, -0.987654321));

    private static float[] Rescaled(StoredValues samples, byte[] bytes, double slope, double intercept)
    {
        float[] values = new float[bytes.Length * 8 / samples.BitsAllocated];
        samples.Rescale(bytes, slope, intercept, values);
        return values;
    }
}
