using DicomNode.Dicom.Iod;
using Xunit;

namespace DicomNode.Dicom.Tests.Iod;

public class CielabColorTests
{
    /// <summary>L*, a*, b* (D50) of the corners of sRGB, as colour calculators give them.</summary>
    [Theory]
    [InlineData(255, 255, 255, 100, 0, 0)]
    [InlineData(0, 0, 0, 0, 0, 0)]
    [InlineData(255, 0, 0, 54.29, 80.81, 69.89)]
    [InlineData(0, 255, 0, 87.82, -79.29, 80.99)]
    [InlineData(0, 0, 255, 29.57, 68.30, -112.03)]
    public void Colours_of_the_screen_become_cielab(byte red, byte green, byte blue, double l, double a, double b)
    {
        CielabColor color = CielabColor.FromRgb(new(red, green, blue));
        Assert.Equal(l, color.L * 100.0 / 65535, 0.05);
        Assert.Equal(a, (color.A * 255.0 / 65535) - 128, 0.05);
        Assert.Equal(b, (color.B * 255.0 / 65535) - 128, 0.05);
    }
}
