using DicomNode.Dicom.Data;
using DicomNode.Dicom.Dictionary;
using DicomNode.Dicom.Encoding;
using DicomNode.Dicom.Iod;
using DicomNode.Dicom.Pixels;
using DicomNode.Segmentation.Reading;
using DicomNode.Segmentation.Volumes;
using DicomNode.Segmenting;
using DicomNode.Testing;
using Xunit;

namespace DicomNode.Tests.Reading;

/// <summary>What we write, read back: masks by chance on planes of all kinds.</summary>
public class RoundTripTests
{
    private const int Segments = 4;

    private static readonly double[] s_oblique = [0.98480775301221, 0, -0.17364817766693, 0.05939117461388, 0.93969262078591, 0.33682408883346];

    private static readonly SyntheticSeries[] s_series =
    [
        new("axial") { Rows = 24, Columns = 32, Slices = 4 },
        new("frames that share bytes") { Rows = 23, Columns = 31, Slices = 4 },
        new("oblique, descending") { Rows = 24, Columns = 30, Slices = 4, Orientation = s_oblique, Descending = true },
        new("sagittal, anisotropic") { Rows = 20, Columns = 28, Slices = 5, Orientation = [0, 1, 0, 0, 0, -1], SpacingMm = (0.5, 1.25), SliceSpacingMm = 4.8 },
        new("coronal") { Rows = 20, Columns = 28, Slices = 5, Orientation = [1, 0, 0, 0, 0, -1] },
        new("uneven slices") { Rows = 24, Columns = 32, Slices = 8, Gap = true },
    ];

    public static TheoryData<int> Cases => [.. Enumerable.Range(0, 24)];

    [Theory]
    [MemberData(nameof(Cases))]
    public void Truth_segmentation_and_structure_set_are_the_same_masks(int seed)
    {
        SyntheticSeries series = s_series[seed % s_series.Length];
        ResultContext context = SyntheticResult.Context(series.DataSets().Reverse());
        RandomMasks truth = new(seed, Segments, series.Slices, series.Rows, series.Columns);

        ReadStructures seg = Read(SegmentationObject.Build(context, Named(), truth), context.Source);
        ReadStructures rt = Read(RtStructureSetObject.Build(context, Named(), new TracedContours(context.Source, truth)), context.Source);

        for (int i = 0; i < Segments; i++)
        {
            Assert.Equal(truth.Mask(i), seg.Items[i].ToMask());
            Assert.Equal(truth.Mask(i), rt.Items[i].ToMask());
            Assert.Equal(seg.Items[i].VolumeMm3, rt.Items[i].VolumeMm3);
        }

        Assert.Empty(seg.Warnings);
        Assert.Empty(rt.Warnings);
    }

    [Theory]
    [InlineData(40, 0)]
    [InlineData(null, 1.0)]
    [InlineData(16, 1.0)]
    public void Contours_within_the_limits_of_a_receiver_lose_no_more_than_was_stated(int? points, double toleranceMm)
    {
        SyntheticSeries series = s_series[2];
        ResultContext context = SyntheticResult.Context(series);
        RandomMasks truth = new(7, Segments, series.Slices, series.Rows, series.Columns);
        RtStructureSetOptions options = new() { MaxContourPoints = points, ToleranceMm = toleranceMm };
        ResultObject built = RtStructureSetObject.Build(context, Named(), new TracedContours(context.Source, truth, options), options);

        IEnumerable<DataSet> contours = built.DataSet.GetItems(Tags.RoiContourSequence).SelectMany(r => r.GetItems(Tags.ContourSequence));
        Assert.All(contours, c => Assert.InRange(c.GetInt32(Tags.NumberOfContourPoints)!.Value, 3, points ?? int.MaxValue));
        ReadStructures read = Read(built, context.Source);
        for (int i = 0; i < Segments; i++)
        {
            // spacing 2.25 x 1.75 mm: within 1 mm of an edge lie centres of the pixels next to it and no others
            int differ = truth.Mask(i).Zip(read.Items[i].ToMask()).Count(v => v.First != v.Second);
            Assert.InRange(differ, 0, toleranceMm == 0 ? 0 : truth.Mask(i).Length / 3);
        }
    }

    [Fact]
    public void Uneven_slices_count_with_the_extent_that_each_stands_for()
    {
        SyntheticSeries series = s_series[5] with { SpacingMm = (2, 2) };
        ResultContext context = SyntheticResult.Context(series);
        SyntheticMasks one = new(series.Slices, series.Rows, series.Columns, (_, _, r, c) => r == 3 && c == 4);
        ReadStructure read = Read(SegmentationObject.Build(context, [SyntheticResult.Segments[0]], one), context.Source).Items[0];
        // 8 slices 3 mm apart, one missing: 8 gaps, of which one is 6 mm; half a gap more at each end
        Assert.Equal(4 * ((6 * 3) + 6 + 3), read.VolumeMm3, 6);
    }

    [Fact]
    public void A_structure_set_in_another_frame_of_reference_is_refused_by_name()
    {
        ResultContext context = SyntheticResult.Context(s_series[0]), other = SyntheticResult.Context(s_series[0] with { Name = "other" });
        RandomMasks truth = new(1, 1, 4, 24, 32);
        ResultObject built = RtStructureSetObject.Build(context, [SyntheticResult.Segments[0]], new TracedContours(context.Source, truth));
        VolumeException refused = Assert.Throws<VolumeException>(() => Read(built, other.Source));
        Assert.Contains(context.Source.FrameOfReferenceUid, refused.Message, StringComparison.Ordinal);
        Assert.Contains(other.Source.FrameOfReferenceUid, refused.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("spacing of slices", "from slice")]
    [InlineData("spacing of pixels", "other pixels")]
    [InlineData("orientation", "not parallel")]
    public void A_segmentation_on_other_planes_or_pixels_is_refused_by_what_differs(string what, string message)
    {
        SyntheticSeries mine = s_series[0], changed = what switch
        {
            "spacing of slices" => mine with { SliceSpacingMm = 2 },
            "spacing of pixels" => mine with { SpacingMm = (2.25, 1.7) },
            _ => mine with { Orientation = [1, 0, 0, 0, 0.9998, 0.02] },
        };
        ResultContext context = SyntheticResult.Context(mine);
        ResultObject built = SegmentationObject.Build(context, [SyntheticResult.Segments[0]], new RandomMasks(2, 1, 4, 24, 32));
        VolumeException refused = Assert.Throws<VolumeException>(() => Read(built, SyntheticResult.Context(changed).Source));
        Assert.Contains(message, refused.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Contours_between_slices_are_refused_by_the_number_of_the_contour()
    {
        ResultContext context = SyntheticResult.Context(s_series[0]);
        ResultObject built = RtStructureSetObject.Build(context, [SyntheticResult.Segments[0]], new TracedContours(context.Source, new RandomMasks(2, 1, 4, 24, 32)));
        VolumeException refused = Assert.Throws<VolumeException>(() => Read(built, SyntheticResult.Context(s_series[0] with { SliceSpacingMm = 2 }).Source));
        Assert.Matches(@"Contour \d+ of ROI 1 lies up to 1 mm from slice [23],", refused.Message);
    }

    [Theory]
    [InlineData("mirrored")]
    [InlineData("turned")]
    [InlineData("a part")]
    public void Frames_of_makers_that_keep_their_own_axes_come_to_lie_where_they_belong(string how)
    {
        SyntheticSeries mine = s_series[0] with { SpacingMm = (2, 2) };
        ResultContext context = SyntheticResult.Context(mine);
        // the other maker's images: the same pixels, counted from another corner; its mask is one pixel that we find by its place
        SyntheticSeries theirs = how switch
        {
            "mirrored" => mine with { Orientation = [-1, 0, 0, 0, -1, 0], OriginMm = (31 * 2, 23 * 2, 0) },
            "turned" => mine with { Rows = 32, Columns = 24, Orientation = [0, 1, 0, 1, 0, 0], OriginMm = (0, 0, 3 * 3) },
            _ => mine with { Rows = 16, Columns = 16, OriginMm = (4 * 2, 2 * 2, 0) },
        };
        (int row, int column) = how switch { "mirrored" => (23 - 5, 31 - 9), "turned" => (9, 5), _ => (5 - 2, 9 - 4) };
        int slice = how == "turned" ? 2 : 1; // the normal of these runs the other way: the last of four is at the first's place
        ResultObject built = SegmentationObject.Build(SyntheticResult.Context(theirs), [SyntheticResult.Segments[0]],
            new SyntheticMasks(theirs.Slices, theirs.Rows, theirs.Columns, (_, k, r, c) => (k, r, c) == (slice, row, column)));
        built.DataSet.SetString(Tags.FrameOfReferenceUid, context.Source.FrameOfReferenceUid);

        byte[] mask = Read(built, context.Source).Items[0].ToMask();

        int at = Assert.Single(Enumerable.Range(0, mask.Length), i => mask[i] != 0);
        Assert.Equal((1, 5, 9), (at / 32 / 24, at / 32 % 24, at % 32));
    }

    [Fact]
    public void Polygons_that_combine_by_exclusive_or_leave_the_inner_one_out_and_points_enclose_nothing()
    {
        ResultContext context = SyntheticResult.Context(s_series[0]);
        DataSet set = RtStructureSetObject.Build(context, [SyntheticResult.Segments[0]], new Squares(context.Source)).DataSet;
        DataSet roi = set.GetItems(Tags.RoiContourSequence)[0];
        foreach (DataSet contour in roi.GetItems(Tags.ContourSequence))
        {
            contour.SetString(Tags.ContourGeometricType, "CLOSEDPLANAR_XOR");
        }

        DataSet point = new DataSet().SetString(Tags.ContourGeometricType, "POINT").SetNumber(Tags.NumberOfContourPoints, 1).SetNumber(Tags.ContourData, 1, 2, 3);
        roi.SetItems(Tags.ContourSequence, [.. roi.GetItems(Tags.ContourSequence), point]);

        ReadStructures read = ResultReader.Read(new(new DataSet(), set, TransferSyntax.ImplicitVrLittleEndian), context.Source, null, ReadingOptions.Default, CancellationToken.None);

        Assert.Equal((10 * 10) - (4 * 4), read.Items[0].Voxels);
        Assert.Contains("1 of 3 contours enclose nothing", Assert.Single(read.Warnings), StringComparison.Ordinal);
    }

    private static ResultSegment[] Named() => [.. Enumerable.Range(0, Segments).Select(i => SyntheticResult.Segments[0] with { Label = $"Structure {i}" })];

    /// <summary>Through a file, as it would be sent.</summary>
    private static ReadStructures Read(ResultObject built, SourceSeries source)
    {
        using TempFolder folder = new();
        Part10File.Write(folder.Combine("result.dcm"), built.DataSet, built.PreferredTransferSyntax);
        return ResultReader.Read(Part10File.Read(folder.Combine("result.dcm")), source, FrameDecoders.Managed, ReadingOptions.Default, CancellationToken.None);
    }

    private sealed class Squares(SourceSeries source) : IRoiContours
    {
        public IReadOnlyList<IReadOnlyList<PatientPoint>> Read(int segment, int slice) => slice == 1 ? [Square(3.5, 10), Square(6.5, 4)] : [];

        private PatientPoint[] Square(double at, int size) =>
            [source.ToPatient(1, at, at), source.ToPatient(1, at + size, at), source.ToPatient(1, at + size, at + size), source.ToPatient(1, at, at + size)];
    }
}
