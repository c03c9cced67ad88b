using System.Text.Json;
using DicomNode.Dicom.Encoding;
using DicomNode.Dicom.Iod;
using DicomNode.Segmentation.Volumes;
using DicomNode.Segmenting;
using DicomNode.Testing;
using Xunit;

namespace DicomNode.Tests.Cli;

public class ReadResultCommandTests
{
    private static readonly SyntheticSeries s_series = new("read-result") { Rows = 24, Columns = 32, Slices = 6 };

    [Theory]
    [InlineData("seg.dcm", "SEG")]
    [InlineData("rtstruct.dcm", "RTSTRUCT")]
    public async Task An_object_becomes_labels_on_the_grid_of_its_series(string name, string kind)
    {
        using TempFolder folder = new();
        SyntheticMasks masks = SyntheticMasks.Phantom(s_series);
        Write(folder, s_series, masks);
        CommandRun run = await RunAsync(folder, name, "--json");

        Assert.True(run.ExitCode == 0, run.Error);
        Volume<float> labels = NiftiFile.Read(folder.Combine("labels.nii.gz"));
        Assert.Equal(masks.Labels(3).Select(l => (float)l), labels.Values.ToArray());
        Assert.Equal((3, 2.25, 1.75), labels.Geometry.SpacingMm);
        using var report = JsonDocument.Parse(run.Output);
        Assert.Equal(kind, report.RootElement.GetProperty("kind").GetString());
        Assert.Equal(SyntheticResult.Context(s_series).Source.SeriesInstanceUid, report.RootElement.GetProperty("seriesInstanceUid").GetString());
        JsonElement[] structures = [.. report.RootElement.GetProperty("structures").EnumerateArray()];
        Assert.Equal(["Liver", "Spleen", "Lesion"], structures.Select(s => s.GetProperty("name").GetString()));
        for (int i = 0; i < 3; i++)
        {
            int voxels = masks.Labels(3).Count(l => l == i + 1);
            Assert.Equal(voxels, structures[i].GetProperty("voxels").GetInt32());
            Assert.Equal(voxels * 3 * 2.25 * 1.75 / 1000, structures[i].GetProperty("volumeMl").GetDouble(), 3);
        }

        Assert.Empty(report.RootElement.GetProperty("warnings").EnumerateArray());
    }

    [Fact]
    public async Task A_report_says_its_measurements_and_needs_no_series()
    {
        using TempFolder folder = new();
        MeasurementReport report = new([.. SyntheticResult.Segments.Select(s => new StructureMeasurement(s, 1500.25))]) { Comments = ["Look at the liver."] };
        ResultObject made = MeasurementReportObject.Build(SyntheticResult.Context(s_series), report);
        Part10File.Write(folder.Combine("sr.dcm"), made.DataSet, made.PreferredTransferSyntax);

        CommandRun text = await CommandRun.OfAsync("read-result", folder.Combine("sr.dcm")), json = await CommandRun.OfAsync("read-result", folder.Combine("sr.dcm"), "--json");

        Assert.True(text.ExitCode == 0, text.Error);
        Assert.Contains("Volume: 1500.25 mm3", text.Output, StringComparison.Ordinal);
        Assert.Contains("Look at the liver.", text.Output, StringComparison.Ordinal);
        using var read = JsonDocument.Parse(json.Output);
        Assert.Equal("SR", read.RootElement.GetProperty("kind").GetString());
        Assert.Equal(["Liver", "Spleen", "Lesion"], read.RootElement.GetProperty("groups").EnumerateArray().Select(g => g.GetProperty("trackingId").GetString()));

        CommandRun labels = await CommandRun.OfAsync("read-result", folder.Combine("seg.dcm"));
        Assert.NotEqual(0, labels.ExitCode);
    }

    [Fact]
    public async Task Structures_that_overlap_go_to_files_of_their_own()
    {
        using TempFolder folder = new();
        Write(folder, s_series, new SyntheticMasks(6, 24, 32, (segment, k, r, c) => k == 2 && r == 3 && c >= segment && c < 8));
        CommandRun run = await RunAsync(folder, "seg.dcm");

        Assert.True(run.ExitCode == 0, run.Error);
        Assert.Equal([8, 7, 6], new[] { "labels.nii.gz", "labels-2.nii.gz", "labels-3.nii.gz" }.Select(f => NiftiFile.Read(folder.Combine(f)).Values.ToArray().Count(v => v != 0)));
        Assert.Contains("labels-3.nii.gz", run.Output, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Uneven_slices_are_read_and_what_the_volume_file_cannot_say_is_said()
    {
        using TempFolder folder = new();
        SyntheticSeries uneven = s_series with { Gap = true, Slices = 8 };
        SyntheticMasks masks = SyntheticMasks.Phantom(uneven);
        Write(folder, uneven, masks);
        CommandRun run = await RunAsync(folder, "rtstruct.dcm");
        Assert.True(run.ExitCode == 0, run.Error);
        Assert.Equal(masks.Labels(3).Select(l => (float)l), NiftiFile.Read(folder.Combine("labels.nii.gz")).Values.ToArray());
        Assert.Contains("no even stack", run.Output, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Another_frame_of_reference_is_refused_and_nothing_is_written()
    {
        using TempFolder folder = new();
        Write(folder, s_series, SyntheticMasks.Phantom(s_series));
        Directory.Delete(folder.Combine("ct"), recursive: true);
        (s_series with { Name = "other" }).WriteTo(folder.Folder("ct"));

        CommandRun run = await RunAsync(folder, "rtstruct.dcm");
        Assert.Equal(1, run.ExitCode);
        Assert.Contains("frame of reference", run.Error, StringComparison.Ordinal);
        Assert.False(File.Exists(folder.Combine("labels.nii.gz")));

        CommandRun known = await RunAsync(folder, "rtstruct.dcm", "--any-frame-of-reference");
        Assert.True(known.ExitCode == 0, known.Error);
    }

    [Theory]
    [InlineData("--threshold", "1.5", "--threshold: 1.5")]
    [InlineData("--series", "1.2.3", "no images of series 1.2.3")]
    [InlineData("--out", "labels.png", "neither in .nii nor in .nii.gz")]
    public async Task A_wrong_argument_is_wrong_usage(string option, string value, string message)
    {
        using TempFolder folder = new();
        Write(folder, s_series, SyntheticMasks.Phantom(s_series));
        List<string> args = ["read-result", folder.Combine("seg.dcm"), "--source", folder.Combine("ct"), option, value];
        CommandRun run = await CommandRun.OfAsync(option == "--out" ? args : [.. args, "--out", folder.Combine("labels.nii")]);
        Assert.Equal(2, run.ExitCode);
        Assert.Contains(message, run.Error, StringComparison.Ordinal);
    }

    [Fact]
    public async Task An_image_is_no_result()
    {
        using TempFolder folder = new();
        Write(folder, s_series, SyntheticMasks.Phantom(s_series));
        CommandRun run = await RunAsync(folder, Path.Combine("ct", "0001.dcm"));
        Assert.Equal(1, run.ExitCode);
        Assert.Contains("neither a segmentation nor an RT Structure Set", run.Error, StringComparison.Ordinal);
    }

    private static Task<CommandRun> RunAsync(TempFolder folder, string name, params string[] options) =>
        CommandRun.OfAsync(["read-result", folder.Combine(name), "--source", folder.Combine("ct"), "--out", folder.Combine("labels.nii.gz"), .. options]);

    private static void Write(TempFolder folder, SyntheticSeries series, ISegmentMasks masks)
    {
        series.WriteTo(folder.Folder("ct"));
        ResultContext context = SyntheticResult.Context(series);
        foreach ((string name, ResultObject built) in ((string, ResultObject)[])[
            ("seg.dcm", SegmentationObject.Build(context, SyntheticResult.Segments, masks)),
            ("rtstruct.dcm", RtStructureSetObject.Build(context, SyntheticResult.Segments, new TracedContours(context.Source, masks)))])
        {
            Part10File.Write(folder.Combine(name), built.DataSet, built.PreferredTransferSyntax);
        }
    }
}
