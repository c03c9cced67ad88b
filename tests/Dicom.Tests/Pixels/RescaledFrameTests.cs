using DicomNode.Dicom.Data;
using DicomNode.Dicom.Dictionary;
using DicomNode.Dicom.Encoding;
using DicomNode.Dicom.Pixels;
using Xunit;

namespace DicomNode.Dicom.Tests.Pixels;

public class RescaledFrameTests
{
    [Fact]
    public void Signed_twelve_bits_are_sign_extended_and_dirt_above_them_is_dropped() =>
        Assert.Equal([-1f, -2048f, 2047f, 5f], Rescaled(16, 12, 11, true, [0xFF, 0x0F, 0x00, 0x08, 0xFF, 0xF7, 0x05, 0xA0], 1, 0));

    [Fact]
    public void Unsigned_sixteen_bits_stay_positive() =>
        Assert.Equal([64511f, -1024f], Rescaled(16, 16, 15, false, [0xFF, 0xFF, 0, 0], 1, -1024));

    [Fact]
    public void Bytes_and_a_high_bit_above_the_stored_bits_are_read() =>
        Assert.Equal([15f, 2f], Rescaled(8, 4, 7, false, [0xF7, 0x20], 1, 0));

    [Fact]
    public void A_slope_with_many_digits_is_rounded_once() =>
        Assert.Equal([(float)((30001 * 0.123456789012) - 0.987654321)], Rescaled(16, 16, 15, true, [0x31, 0x75], 0.123456789012, -0.987654321));

    private static float[] Rescaled(int allocated, int stored, int highBit, bool isSigned, byte[] bytes, double slope, double intercept)
    {
        float[] values = new float[bytes.Length * 8 / allocated];
        DataSet image = new DataSet()
            .SetNumber(Tags.SamplesPerPixel, 1).SetString(Tags.PhotometricInterpretation, "MONOCHROME2")
            .SetNumber(Tags.Rows, 1).SetNumber(Tags.Columns, values.Length)
            .SetNumber(Tags.BitsAllocated, allocated).SetNumber(Tags.BitsStored, stored).SetNumber(Tags.HighBit, highBit)
            .SetNumber(Tags.PixelRepresentation, isSigned ? 1 : 0)
            .SetBytes(Tags.PixelData, Vr.OW, bytes);
        PixelFrames.Open(image, TransferSyntax.ExplicitVrLittleEndian).ReadFrame(0, values, slope, intercept);
        return values;
    }
}
