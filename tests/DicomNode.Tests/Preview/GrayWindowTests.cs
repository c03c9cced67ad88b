using DicomNode.Dicom.Data;
using DicomNode.Dicom.Dictionary;
using DicomNode.Preview;
using Xunit;

namespace DicomNode.Tests.Preview;

public class GrayWindowTests
{
    private static readonly float[] s_values = [.. Enumerable.Range(0, 200).Select(i => i == 199 ? 30_000f : i)];

    [Fact]
    public void The_image_says_what_is_shown() =>
        Assert.Equal(new GrayWindow(40, 400), GrayWindow.Of(new DataSet().SetNumber(Tags.WindowCenter, 40, -600).SetNumber(Tags.WindowWidth, 400, 1500), s_values));

    [Fact]
    public void Otherwise_it_is_the_range_of_its_values_without_the_few_at_the_ends() =>
        Assert.Equal(new GrayWindow(99.5, 195), GrayWindow.Of(new DataSet(), s_values));

    [Fact]
    public void Low_values_are_white_where_the_image_says_so() =>
        Assert.Equal(new GrayWindow(99.5, -195), GrayWindow.Of(new DataSet().SetString(Tags.PhotometricInterpretation, "MONOCHROME1"), s_values));
}
