using DicomNode.Dicom.Data;
using DicomNode.Dicom.Dictionary;
using DicomNode.Dicom.Encoding;
using DicomNode.Dicom.Iod;
using DicomNode.Testing;
using Xunit;

namespace DicomNode.Dicom.Tests.Iod;

public class ResultObjectTests
{
    private static readonly SyntheticSeries s_series = new("iod");

    [Fact]
    public void Building_twice_gives_the_same_bytes_whatever_the_order_of_the_images()
    {
        Assert.Equal(Bytes(Seg(SyntheticResult.Context(s_series))), Bytes(Seg(SyntheticResult.Context(s_series.DataSets().Reverse()))));
        Assert.Equal(Bytes(RtStruct(SyntheticResult.Context(s_series))), Bytes(RtStruct(SyntheticResult.Context(s_series.DataSets().Reverse()))));
    }

    [Fact]
    public void Another_model_version_or_another_set_of_images_makes_another_object_in_another_series()
    {
        ResultObject[] objects =
        [
            Seg(SyntheticResult.Context(s_series)),
            RtStruct(SyntheticResult.Context(s_series)),
            Seg(SyntheticResult.Context(s_series.DataSets(), "1.1")),
            Seg(SyntheticResult.Context(s_series.DataSets().Skip(1))),
        ];
        Assert.Equal(4, objects.Select(o => o.SopInstanceUid).Distinct().Count());
        Assert.Equal(4, objects.Select(o => o.DataSet.GetString(Tags.SeriesInstanceUid)).Distinct().Count());
    }

    [Fact]
    public void A_structure_keeps_its_tracking_uid_over_model_versions() =>
        Assert.Equal(TrackingUid(SyntheticResult.Context(s_series)), TrackingUid(SyntheticResult.Context(s_series.DataSets(), "2.0")));

    [Fact]
    public void Patient_and_study_are_the_sources_bytes_and_what_it_lacks_is_empty()
    {
        DataSet[] source = [.. s_series.DataSets()];
        Array.ForEach(source, s => s.Remove(Tags.PatientBirthDate));
        DataSet result = Seg(SyntheticResult.Context(source)).DataSet;
        foreach (Tag tag in (Tag[])[Tags.PatientName, Tags.PatientId, Tags.StudyDescription, Tags.AccessionNumber, Tags.SpecificCharacterSet])
        {
            Assert.Equal(source[0].GetBytes(tag).ToArray(), result.GetBytes(tag).ToArray());
        }

        Assert.True(result.Contains(Tags.PatientBirthDate));
        Assert.Null(result.GetString(Tags.PatientBirthDate));
    }

    [Fact]
    public void Times_are_those_of_the_job_in_the_zone_that_the_source_names()
    {
        DataSet[] source = [.. s_series.DataSets()];
        Assert.Equal("040506", Seg(SyntheticResult.Context(source)).DataSet.GetString(Tags.ContentTime)); // no zone: as the caller gave it
        Array.ForEach(source, s => s.SetString(Tags.TimezoneOffsetFromUtc, "-0330"));
        DataSet result = Seg(SyntheticResult.Context(source)).DataSet;
        Assert.Equal(("20260102", "233506"), (result.GetString(Tags.ContentDate), result.GetString(Tags.ContentTime)));
        Assert.Equal("-0330", result.GetString(Tags.TimezoneOffsetFromUtc));
    }

    [Theory]
    [InlineData(7, 701)]
    [InlineData(0, 1)]
    [InlineData(2000000000, 1)] // times 100 does not fit an IS
    public void The_series_number_stands_above_the_scanners(int source, int expected)
    {
        DataSet[] images = [.. s_series.DataSets()];
        Array.ForEach(images, i => i.SetNumber(Tags.SeriesNumber, source));
        Assert.Equal(expected, Seg(SyntheticResult.Context(images)).DataSet.GetInt32(Tags.SeriesNumber));
    }

    [Fact]
    public void What_was_lossy_once_stays_marked_as_lossy()
    {
        DataSet[] source = [.. s_series.DataSets()];
        source[3].SetString(Tags.LossyImageCompression, "01").SetNumber(Tags.LossyImageCompressionRatio, 12.5).SetString(Tags.LossyImageCompressionMethod, "ISO_10918_1");
        DataSet result = Seg(SyntheticResult.Context(source)).DataSet;
        Assert.Equal("01", result.GetString(Tags.LossyImageCompression));
        Assert.Equal(12.5, result.GetDouble(Tags.LossyImageCompressionRatio));
    }

    [Fact]
    public void Contours_that_outgrow_an_explicit_length_ask_for_implicit_vr()
    {
        Assert.False(RtStruct(SyntheticResult.Context(s_series)).RequiresImplicitVr);
        ResultObject large = RtStruct(SyntheticResult.Context(s_series), new Circle(4000));
        Assert.True(large.RequiresImplicitVr);
        Assert.Same(TransferSyntax.ImplicitVrLittleEndian, large.PreferredTransferSyntax);
        DataSet contour = large.DataSet.GetItems(Tags.RoiContourSequence)[0].GetItems(Tags.ContourSequence)[0];
        Assert.Equal(4000, contour.GetInt32(Tags.NumberOfContourPoints));
        Assert.Equal(12000, contour.GetDoubles(Tags.ContourData).Count);
        Assert.All(contour.GetStrings(Tags.ContourData), text => Assert.InRange(text.Length, 1, 16));
    }

    [Fact]
    public void A_structure_that_was_not_found_has_no_contour_sequence()
    {
        DataSet item = RtStruct(SyntheticResult.Context(s_series), new Circle(0)).DataSet.GetItems(Tags.RoiContourSequence)[0];
        Assert.False(item.Contains(Tags.ContourSequence));
    }

    [Theory]
    [InlineData("")]
    [InlineData("a\\b")]
    [InlineData("Liver")] // given twice
    public void Names_that_a_reader_could_not_tell_apart_are_refused(string name)
    {
        ResultSegment[] segments = [SyntheticResult.Segments[0], SyntheticResult.Segments[1] with { Label = name }];
        Assert.Throws<ArgumentException>(() => SegmentationObject.Build(SyntheticResult.Context(s_series), segments, SyntheticMasks.Phantom(s_series)));
    }

    [Fact]
    public void A_source_without_what_the_result_must_name_is_refused_with_the_tag()
    {
        DataSet[] source = [.. s_series.DataSets()];
        Array.ForEach(source, s => s.Remove(Tags.FrameOfReferenceUid));
        Assert.Equal(Tags.FrameOfReferenceUid, Assert.Throws<DicomDataException>(() => SyntheticResult.Context(source)).Tag);
    }

    [Fact]
    public void Images_of_two_series_are_refused()
    {
        DataSet[] source = [.. s_series.DataSets()];
        source[1].SetString(Tags.SeriesInstanceUid, "1.2.3");
        Assert.Equal(Tags.SeriesInstanceUid, Assert.Throws<DicomDataException>(() => SyntheticResult.Context(source)).Tag);
    }

    private static string? TrackingUid(ResultContext context) => Seg(context).DataSet.GetItems(Tags.SegmentSequence)[0].GetString(Tags.TrackingUid);

    private static ResultObject Seg(ResultContext context) =>
        SegmentationObject.Build(context, SyntheticResult.Segments, SyntheticMasks.Phantom(s_series));

    private static ResultObject RtStruct(ResultContext context, IRoiContours? contours = null) =>
        RtStructureSetObject.Build(context, SyntheticResult.Segments, contours ?? new Circle(7));

    private static byte[] Bytes(ResultObject result) => DataSetWriter.ToArray(result.DataSet, result.PreferredTransferSyntax);

    /// <summary>One polygon on the third slice.</summary>
    private sealed class Circle(int points) : IRoiContours
    {
        public IReadOnlyList<IReadOnlyList<PatientPoint>> Read(int segment, int slice) => slice != 2 || points == 0 ? [] :
            [[.. Enumerable.Range(0, points).Select(i => new PatientPoint(40 * Math.Cos(i * Math.Tau / points), 40 * Math.Sin(i * Math.Tau / points), -27))]];
    }
}
