using DicomNode.Dicom.Data;
using DicomNode.Dicom.Dictionary;
using DicomNode.Dicom.Encoding;
using DicomNode.Dicom.Iod;
using DicomNode.Dicom.Pixels;
using DicomNode.Segmentation.Reading;
using DicomNode.Segmenting;
using DicomNode.Testing;
using Xunit;

namespace DicomNode.Interop.Tests.Conformance;

/// <summary>SEG and RT Structure Set before readers that are not ours: dciodvfy, DCMTK, pydicom, plastimatch.</summary>
public class ResultObjectTests
{
    private static readonly double[] s_oblique =
        [0.98480775301221, 0, -0.17364817766693, 0.05939117461388, 0.93969262078591, 0.33682408883346];

    public static TheoryData<string> Geometries => [.. s_series.Keys];

    private static readonly Dictionary<string, SyntheticSeries> s_series = new SyntheticSeries[]
    {
        new("axial"),
        new("oblique") { Orientation = s_oblique },
        new("descending") { Descending = true },
        new("feet up, sagittal, anisotropic") { Orientation = [0, 1, 0, 0, 0, -1], SpacingMm = (0.5, 1.25), SliceSpacingMm = 4.8 },
        new("coronal, rows along the patient") { Orientation = [0, 0, -1, 1, 0, 0] },
        new("rows x columns not divisible by 8") { Rows = 41, Columns = 51 },
        new("rows x columns not divisible by 8, oblique, descending") { Rows = 45, Columns = 51, Orientation = s_oblique, Descending = true },
        new("a gap between slices") { Gap = true },
    }.ToDictionary(s => s.Name);

    [Theory]
    [MemberData(nameof(Geometries))]
    public async Task Independent_readers_find_what_the_images_show_where_it_is_in_any_geometry(string geometry)
    {
        using TempFolder folder = new();
        SyntheticSeries series = s_series[geometry];
        SyntheticMasks masks = SyntheticMasks.Phantom(series);
        byte[] truth = masks.Labels(3);
        WrittenResult result;
        if (series.Gap) // the node refuses to segment uneven slices; its builders take them, for structures that come from elsewhere
        {
            result = WrittenResult.Of(series, folder, SyntheticResult.Segments, masks) with { Truth = folder.Combine("truth.npy") };
            Npy.Write(result.Truth!, truth, series.Slices, series.Rows, series.Columns);
        }
        else
        {
            (series with { Content = (k, r, c) => truth[(((k * series.Rows) + r) * series.Columns) + c] }).WriteTo(folder.Folder("ct"));
            result = await NodePath.SegmentAsync(folder.Combine("ct"), folder.Path, FrameDecoders.Managed, minMl: 0, -500, 500, 1500);
        }

        await RequireValidAsync(result.Segmentation);
        await RequireValidAsync(result.StructureSet);
        SourceSeries source = SourceFolder.Read(result.Series);
        Assert.Equal(truth, Labels(result.Segmentation, source));
        Assert.Equal(truth, Labels(result.StructureSet, source));
        if (SharedData.Find(ConformanceKit.Folder) is not null) // the developers' checkers are not part of the project
        {
            await ConformanceKit.RequireRightAsync(result);
        }
    }

    [Fact]
    public async Task A_multi_frame_image_has_results_that_name_its_frames()
    {
        using TempFolder folder = new();
        SyntheticSeries series = new("enhanced, descending") { Descending = true, Orientation = s_oblique };
        SyntheticMasks masks = SyntheticMasks.Phantom(series);
        DataSet image = SyntheticImages.Enhanced(series);
        WrittenResult result = WrittenResult.Of(folder.Path, folder.Path, SyntheticResult.Context([image]), SyntheticResult.Segments, masks);
        await RequireValidAsync(result.Segmentation);
        await RequireValidAsync(result.StructureSet);

        SourceSeries source = SourceSeries.Create([image]);
        Assert.Equal(masks.Labels(3), Labels(result.Segmentation, source));
        Assert.Equal(masks.Labels(3), Labels(result.StructureSet, source));
        DataSet set = Part10File.Read(result.StructureSet).DataSet;
        DataSet listed = Assert.Single(Part10File.Read(result.StructureSet).DataSet.GetItems(Tags.ReferencedFrameOfReferenceSequence)[0]
            .GetItems(Tags.RtReferencedStudySequence)[0].GetItems(Tags.RtReferencedSeriesSequence)[0].GetItems(Tags.ContourImageSequence));
        Assert.Null(listed.GetInt32(Tags.ReferencedFrameNumber)); // all of its frames
        Assert.All(set.GetItems(Tags.RoiContourSequence).SelectMany(r => r.GetItems(Tags.ContourSequence)), c => Assert.InRange(
            c.GetItems(Tags.ContourImageSequence)[0].GetInt32(Tags.ReferencedFrameNumber) ?? 0, 1, series.Slices));
    }

    [Fact]
    public async Task A_structure_set_within_the_limits_of_an_old_planning_system_is_as_valid()
    {
        using TempFolder folder = new();
        SyntheticSeries series = new("limits") { SpacingMm = (1, 1) };
        series.WriteTo(folder.Folder("ct"));
        RtStructureSetOptions options = new() { RoiNameLength = 16, AsciiNames = true, Decimals = 2, ToleranceMm = 0.5, MaxContourPoints = 24 };
        ResultContext context = SyntheticResult.Context(series);
        ResultSegment[] segments = [.. SyntheticResult.Segments.Select((s, i) => s with { Label = $"Wątroba, a long name that goes on {i}" })];
        ResultObject built = RtStructureSetObject.Build(context, segments, new TracedContours(context.Source, SyntheticMasks.Phantom(series), options), options);
        WrittenResult result = new(folder.Combine("ct"), "", folder.Combine("rtstruct.dcm")) { Truth = folder.Combine("truth.npy") };
        Part10File.Write(result.StructureSet, built.DataSet, built.PreferredTransferSyntax);
        Npy.Write(result.Truth, SyntheticMasks.Phantom(series).Labels(3), series.Slices, series.Rows, series.Columns);

        await RequireValidAsync(result.StructureSet);
        Assert.Equal(3, built.DataSet.GetItems(Tags.StructureSetRoiSequence).Select(r => r.GetString(Tags.RoiName)).Where(n => n!.Length <= 16).Distinct().Count());
        if (SharedData.Find(ConformanceKit.Folder) is not null)
        {
            await ConformanceKit.CheckRtStructAsync(result, "--plastimatch", "--truth", result.Truth, "--min-dice", "0.8");
        }
    }

    [Fact]
    public async Task A_note_that_rejects_both_objects_of_a_result_is_a_valid_key_object_selection()
    {
        using TempFolder folder = new();
        SyntheticSeries series = new("rejected");
        WrittenResult result = WrittenResult.Of(series, folder, SyntheticResult.Segments, SyntheticMasks.Phantom(series));
        DataSet[] rejected = [.. new[] { result.Segmentation, result.StructureSet }.Select(f => Part10File.Read(f).DataSet)];

        ResultObject note = RejectionNote.Build(rejected, "newer input", "Replaced.", new(2026, 1, 2, 3, 4, 5, TimeSpan.Zero), new("DicomNode", "DicomNode", "TEST", ["1.0"]));
        string file = folder.Combine("note.dcm");
        Part10File.Write(file, note.DataSet, note.PreferredTransferSyntax);

        await RequireValidAsync(file);
        string read = await Dcmtk.RequireAsync("dsrdump", ["+Pu", file]);
        Assert.Contains("Rejected for Quality Reasons", read, StringComparison.Ordinal);
        Assert.All(rejected, r => Assert.Contains(r.GetString(Tags.SopInstanceUid)!, read, StringComparison.Ordinal));
    }

    [Fact]
    public async Task Segments_may_lie_in_each_other()
    {
        using TempFolder folder = new();
        SyntheticSeries series = new("nested");
        WrittenResult result = WrittenResult.Of(series, folder, [.. SyntheticResult.Segments.Take(2)], SyntheticMasks.Nested(series));
        await RequireValidAsync(result.Segmentation);
        Assert.Contains("[YES]", await Dcmtk.RequireAsync("dcmdump", ["+P", "SegmentsOverlap", "+P", "0062,0013", result.Segmentation]), StringComparison.Ordinal);
        if (SharedData.Find(ConformanceKit.Folder) is not null)
        {
            string found = await ConformanceKit.CheckSegAsync(result, "--policy");
            Assert.Contains($"segment 1: {37 * 46 * 12} voxels", found, StringComparison.Ordinal);
            Assert.Contains($"segment 2: {19 * 20 * 12} voxels", found, StringComparison.Ordinal);
            await ConformanceKit.CheckRtStructAsync(result, "--plastimatch");
            await ConformanceKit.CompareAsync(result);
        }
    }

    [Theory]
    [InlineData(48)]
    [InlineData(45)]
    public async Task A_result_without_any_voxel_is_still_a_valid_object(int rows)
    {
        using TempFolder folder = new();
        SyntheticSeries series = new("nothing found") { Rows = rows, Columns = 53 };
        WrittenResult result = WrittenResult.Of(series, folder, SyntheticResult.Segments, SyntheticMasks.Empty(series));
        await RequireValidAsync(result.Segmentation);
        await RequireValidAsync(result.StructureSet);
        if (SharedData.Find(ConformanceKit.Folder) is not null)
        {
            await ConformanceKit.CheckSegAsync(result, "--policy");
            await ConformanceKit.CheckRtStructAsync(result);
        }
    }

    [Fact]
    public async Task Names_that_the_sources_character_set_lacks_turn_the_object_to_utf_8()
    {
        using TempFolder folder = new();
        SyntheticSeries series = new("names");
        WrittenResult result = WrittenResult.Of(series, folder,
            [SyntheticResult.Segments[0] with { Label = "Wątroba 肝臓" }], SyntheticMasks.Phantom(series));
        await RequireValidAsync(result.Segmentation);
        string dump = await Dcmtk.RequireAsync("dcmdump", ["+U8", "+P", "PatientName", "+P", "SegmentLabel", "+P", "SpecificCharacterSet", result.Segmentation]);
        Assert.Contains("[Müller^Zoë]", dump, StringComparison.Ordinal);
        Assert.Contains("[Wątroba 肝臓]", dump, StringComparison.Ordinal);
        Assert.Contains("ISO_IR 192", dump, StringComparison.Ordinal);
        if (SharedData.Find(ConformanceKit.Folder) is not null)
        {
            await ConformanceKit.CheckSegAsync(result, "--policy"); // compares patient and study with the source's, decoded
            await ConformanceKit.CheckRtStructAsync(result);
        }
    }

    /// <summary>dicom3tools' validator finds no error, and DCMTK can read the file to its end.</summary>
    internal static async Task RequireValidAsync(string file)
    {
        ProcessOutcome outcome = await ExternalProcess.RunAsync("dciodvfy", ["-new", file]);
        Assert.DoesNotContain(outcome.Output.Split('\n'), line => line.StartsWith("Error", StringComparison.Ordinal));
        await Dcmtk.RequireAsync("dcmdump", ["-q", "+E", "-M", file]);
    }

    /// <summary>Segment or ROI numbers by our own reader, shape [slice, row, column].</summary>
    private static byte[] Labels(string file, SourceSeries source)
    {
        ReadStructures read = ResultReader.Read(Part10File.Read(file), source, FrameDecoders.Managed, ReadingOptions.Default, CancellationToken.None);
        Assert.Empty(read.Warnings);
        Assert.All(read.Layers, layer => Assert.Equal(0, layer));
        return [.. read.ToLabels(0).Select(l => (byte)l)];
    }
}
