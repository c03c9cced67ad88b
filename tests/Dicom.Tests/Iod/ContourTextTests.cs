using DicomNode.Dicom.Data;
using DicomNode.Dicom.Iod;
using Xunit;

namespace DicomNode.Dicom.Tests.Iod;

public class ContourTextTests
{
    [Fact]
    public void Numbers_are_those_of_decimal_strings_with_four_decimals()
    {
        Random random = new(5);
        double[] special = [0, -0.0, 0.00004, -0.00004, 0.00005, 0.9999, 0.99995, -0.99996, 1.005, 100, -2500.0625, 0.1, 1234567.8901, 512.3];
        double[] values = [.. special, .. Enumerable.Range(0, 3001).Select(i => (random.NextDouble() - 0.5) * Math.Pow(10, i % 8))];
        PatientPoint[] points = [.. values.Chunk(3).Where(c => c.Length == 3).Select(c => new PatientPoint(c[0], c[1], c[2]))];

        byte[] text = ContourText.Encode(points);

        string expected = string.Join('\\', points.SelectMany(p => new[] { p.X, p.Y, p.Z }).Select(v => DecimalString.Fixed(v, 4)));
        Assert.Equal(expected, System.Text.Encoding.ASCII.GetString(text).TrimEnd(' '));
        Assert.Equal(0, text.Length % 2);
        Assert.All(expected.Split('\\'), number => Assert.InRange(number.Length, 1, 16));
    }

    [Theory]
    [InlineData(1, "-12.3\\0\\100.1 ")]
    [InlineData(2, "-12.35\\0\\100.06 ")]
    [InlineData(3, "-12.346\\0.004\\100.063 ")]
    public void A_receiver_may_want_fewer_decimals(int decimals, string expected)
    {
        byte[] text = ContourText.Encode([new(-12.3456, 0.0041, 100.0625001)], decimals);
        Assert.Equal(expected.TrimEnd(' '), System.Text.Encoding.ASCII.GetString(text).TrimEnd(' '));
        Assert.Equal(0, text.Length % 2);
    }

    [Theory]
    [InlineData(double.NaN)]
    [InlineData(double.PositiveInfinity)]
    [InlineData(1e11)]
    public void What_is_no_place_in_a_patient_is_refused(double value) =>
        Assert.Throws<ArgumentOutOfRangeException>(() => ContourText.Encode([new(value, 0, 0)]));
}
