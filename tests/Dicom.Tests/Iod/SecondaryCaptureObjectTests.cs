using DicomNode.Dicom.Data;
using DicomNode.Dicom.Dictionary;
using DicomNode.Dicom.Iod;
using DicomNode.Testing;
using Xunit;

namespace DicomNode.Dicom.Tests.Iod;

public class SecondaryCaptureObjectTests
{
    [Theory]
    [InlineData("L", "P", new double[] { 1, 0, 0, 0, 1, 0 })]
    [InlineData("P", "F", new double[] { 0, 1, 0, 0, 0, -1 })]
    [InlineData("LP", "PFR", new double[] { 0.8, 0.6, 0, -0.48, 0.64, -0.6 })]
    public void The_image_lies_as_its_source_does(string row, string column, double[] orientation)
    {
        DataSet made = Build(new SyntheticSeries("directions") { Orientation = orientation }).DataSet;
        Assert.Equal([row, column], made.GetStrings(Tags.PatientOrientation));
    }

    [Fact]
    public void What_was_compressed_with_loss_stays_so()
    {
        DataSet[] slices = [.. new SyntheticSeries("lossy").DataSets().Select(s => s.SetString(Tags.LossyImageCompression, "01").SetNumber(Tags.LossyImageCompressionRatio, 10))];
        DataSet made = SecondaryCaptureObject.Build(SyntheticResult.Context(slices), SyntheticResult.Segments, new(0, 2, 2, new byte[12]), 1).DataSet;
        Assert.Equal("01", made.GetString(Tags.LossyImageCompression));
        Assert.Equal(10, made.GetDouble(Tags.LossyImageCompressionRatio));
    }

    [Fact]
    public void It_is_no_image_of_the_scanner_and_its_pixels_name_nobody()
    {
        DataSet made = Build(new SyntheticSeries("captured")).DataSet;
        Assert.Equal(Uids.SecondaryCaptureImageStorage, made.GetString(Tags.SopClassUid));
        Assert.Equal(("WSD", "NO", "Phantom preview"), (made.GetString(Tags.ConversionType), made.GetString(Tags.BurnedInAnnotation), made.GetString(Tags.SeriesDescription)));
        Assert.Equal(["DERIVED", "SECONDARY"], made.GetStrings(Tags.ImageType));
        Assert.False(made.Contains(Tags.FrameOfReferenceUid)); // beside the image there is a legend, which lies nowhere
        Assert.NotEmpty(made.GetItems(Tags.ContributingEquipmentSequence));
    }

    [Fact]
    public void Pixels_of_another_size_are_refused() => Assert.Throws<ArgumentOutOfRangeException>(
        () => SecondaryCaptureObject.Build(SyntheticResult.Context(new SyntheticSeries("size")), SyntheticResult.Segments, new(0, 2, 2, new byte[4]), 1));

    private static ResultObject Build(SyntheticSeries series) =>
        SecondaryCaptureObject.Build(SyntheticResult.Context(series), SyntheticResult.Segments, new(1, 2, 2, new byte[12]), 1);
}
