using System.Text.Json;
using DicomNode.Demo;
using DicomNode.Dicom.Data;
using DicomNode.Dicom.Dictionary;
using DicomNode.Dicom.Encoding;
using DicomNode.Segmentation.Volumes;
using DicomNode.Testing;
using Xunit;

namespace DicomNode.Tests.Cli;

public class SegmentCommandTests
{
    private static readonly string s_model = Path.Combine(AppContext.BaseDirectory, "config", "models", "ct-tissue");
    private static readonly CtPhantom s_phantom = CtPhantom.Create(PhantomSettings.Small with { PixelSpacingMm = 4, Columns = 100, Rows = 100 }, CancellationToken.None);

    [Fact]
    public async Task A_folder_gives_objects_labels_and_a_report()
    {
        using TempFolder folder = new();
        PhantomInstances.Write(s_phantom, folder.Folder("series"));
        CommandRun run = await CommandRun.OfAsync("segment", folder.Combine("series"), "--model", s_model, "--out", folder.Combine("out"), "--json");

        Assert.True(run.ExitCode == 0, run.Error);
        Assert.All(["seg.dcm", "rtstruct.dcm", "sr.dcm", "preview-1.dcm", "labels.nii.gz", "report.json"], f => Assert.True(File.Exists(folder.Combine("out", f)), f));
        using var report = JsonDocument.Parse(run.Output);
        JsonElement body = report.RootElement.GetProperty("segments").EnumerateArray().Single(s => s.GetProperty("name").GetString() == "Body");
        double truth = s_phantom.Mask(PhantomStructures.Body).Sum(v => v) * s_phantom.Truth.Geometry.VoxelMm3 / 1000;
        Assert.InRange(body.GetProperty("volumeMl").GetDouble(), truth * 0.98, truth * 1.02);
        Assert.Equal("[hnsf'U]", body.GetProperty("unit").GetString());
        Assert.InRange(body.GetProperty("mean").GetDouble(), -300, 100);
        Assert.Equal("CPU", report.RootElement.GetProperty("provider").GetString());
        Assert.Equal(["TensorRT", "CUDA"], report.RootElement.GetProperty("providersRefused").EnumerateArray().Select(r => r.GetProperty("provider").GetString()));
        Assert.NotEmpty(report.RootElement.GetProperty("stages").EnumerateArray());
    }

    [Fact]
    public async Task A_nifti_of_the_series_gives_the_same_labels()
    {
        using TempFolder folder = new();
        IReadOnlyList<string> files = PhantomInstances.Write(s_phantom, folder.Folder("series"));
        StackVerdict verdict = SliceStack.Examine([.. files.SelectMany(SeriesVolumeBuilder.ReadFacts)]);
        NiftiFile.Write(folder.Combine("series.nii.gz"), SeriesVolumeBuilder.Build(files, verdict, CancellationToken.None));

        CommandRun dicom = await CommandRun.OfAsync("segment", folder.Combine("series"), "--model", s_model, "--out", folder.Combine("a"));
        CommandRun nifti = await CommandRun.OfAsync("segment", folder.Combine("series.nii.gz"), "--model", s_model, "--out", folder.Combine("b"));

        Assert.True((dicom.ExitCode, nifti.ExitCode) == (0, 0), dicom.Error + nifti.Error);
        Assert.Equal(NiftiFile.Read(folder.Combine("a", "labels.nii.gz")).Values.ToArray(), NiftiFile.Read(folder.Combine("b", "labels.nii.gz")).Values.ToArray());
        Assert.False(File.Exists(folder.Combine("b", "seg.dcm")));
    }

    [Fact]
    public async Task Several_series_in_a_folder_are_listed_and_one_can_be_named()
    {
        using TempFolder folder = new();
        PhantomInstances.Write(s_phantom, folder.Combine("both", "1"));
        PhantomInstances.Write(CtPhantom.Create(s_phantom.Settings with { Seed = 2 }, CancellationToken.None), folder.Combine("both", "2"));
        CommandRun unclear = await CommandRun.OfAsync("segment", folder.Combine("both"), "--model", s_model, "--out", folder.Combine("out"));
        Assert.Equal(2, unclear.ExitCode);
        Assert.Contains("2 series that fit; name one with --series", unclear.Error, StringComparison.Ordinal);

        string uid = unclear.Error.Split('\n').First(l => l.StartsWith("  2.25.", StringComparison.Ordinal)).Trim().Split(':')[0];
        CommandRun named = await CommandRun.OfAsync("segment", folder.Combine("both"), "--model", s_model, "--out", folder.Combine("out"), "--series", uid);
        Assert.True(named.ExitCode == 0, named.Error);
    }

    [Fact]
    public async Task Of_a_series_of_several_volumes_one_can_be_named()
    {
        using TempFolder folder = new();
        DataSet[] slices = [.. PhantomInstances.Write(s_phantom, folder.Folder("classic")).Select(f => Part10File.Read(f).DataSet)];
        DataSet image = SyntheticImages.Enhanced([.. new[] { 1, 2 }.SelectMany(time => slices.Select(s => s.Clone().SetNumber(Tags.TemporalPositionIdentifier, time)))]);
        Part10File.Write(Path.Combine(folder.Folder("enhanced"), "all.dcm"), image, TransferSyntax.ExplicitVrLittleEndian);
        string[] segment = ["segment", folder.Combine("enhanced"), "--model", s_model, "--out", folder.Combine("out")];

        CommandRun unclear = await CommandRun.OfAsync(segment);
        Assert.Equal(1, unclear.ExitCode);
        Assert.Contains("Name one of its volumes with --volume: temporal position 1, temporal position 2.", unclear.Error, StringComparison.Ordinal);
        CommandRun wrong = await CommandRun.OfAsync([.. segment, "--volume", "temporal position 3"]);
        Assert.Equal(1, wrong.ExitCode);
        CommandRun named = await CommandRun.OfAsync([.. segment, "--volume", "temporal position 2"]);
        Assert.True(named.ExitCode == 0, named.Error);
        CommandRun classic = await CommandRun.OfAsync("segment", folder.Combine("classic"), "--model", s_model, "--out", folder.Combine("twin"));
        Assert.True(classic.ExitCode == 0, classic.Error);
        Assert.Equal(NiftiFile.Read(folder.Combine("twin", "labels.nii.gz")).Values.ToArray(), NiftiFile.Read(folder.Combine("out", "labels.nii.gz")).Values.ToArray());
    }

    [Fact]
    public async Task A_series_with_a_missing_slice_is_refused_with_the_reason()
    {
        using TempFolder folder = new();
        IReadOnlyList<string> files = PhantomInstances.Write(s_phantom, folder.Folder("series"));
        File.Delete(files[10]);
        CommandRun run = await CommandRun.OfAsync("segment", folder.Combine("series"), "--model", s_model, "--out", folder.Combine("out"));
        Assert.Equal(1, run.ExitCode);
        Assert.Contains("missing", run.Error, StringComparison.OrdinalIgnoreCase);
    }

    [Theory]
    [InlineData("\"plane\": \"coronal\"", "plane: the slices are axial, not coronal")]
    [InlineData("\"minSlices\": 5000", "minSlices: ")]
    [InlineData("\"sliceSpacingMm\": [90, null]", "allowed 90 to any")]
    [InlineData("\"minExtentMm\": 9000", "minExtentMm: ")]
    [InlineData("\"notDescription\": \".*\"", "notDescription: ")]
    [InlineData("\"description\": \"no such words\"", "description: ")]
    [InlineData("\"notImageType\": [\"axial\"]", "notImageType: axial is among")]
    public async Task A_series_that_the_model_does_not_take_is_refused_with_the_key(string select, string reason)
    {
        using TempFolder folder = new();
        PhantomInstances.Write(s_phantom, folder.Folder("series"));
        string manifest = await File.ReadAllTextAsync(Path.Combine(s_model, "model.json"));
        const string own = "\"notImageType\": [\"LOCALIZER\"], \"plane\": \"axial\", \"minSlices\": 2";
        Assert.Contains(own, manifest, StringComparison.Ordinal);
        await File.WriteAllTextAsync(Path.Combine(folder.Folder("model"), "model.json"), manifest.Replace(own, select, StringComparison.Ordinal));
        File.Copy(Path.Combine(s_model, "model.onnx"), folder.Combine("model", "model.onnx"));

        CommandRun run = await CommandRun.OfAsync("segment", folder.Combine("series"), "--model", folder.Combine("model"), "--out", folder.Combine("out"));

        Assert.Equal(1, run.ExitCode);
        Assert.Contains("The series is not what ct-tissue takes for its input ct.", run.Error, StringComparison.Ordinal);
        Assert.Contains(reason, run.Error, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_model_of_stored_values_gets_them_as_they_are()
    {
        using TempFolder folder = new();
        IReadOnlyList<string> files = PhantomInstances.Write(s_phantom, folder.Folder("series"));
        StackVerdict verdict = SliceStack.Examine([.. files.SelectMany(SeriesVolumeBuilder.ReadFacts)]);
        float[] rescaled = SeriesVolumeBuilder.Build(files, verdict, CancellationToken.None).Values.ToArray();
        float[] stored = SeriesVolumeBuilder.Build([.. files.Select(f => new SlicePixels(f, 0))], verdict, isRescaled: false, decoder: null, CancellationToken.None).Values.ToArray();
        Assert.Equal(rescaled, stored.Select(v => v - 1024));

        string manifest = (await File.ReadAllTextAsync(Path.Combine(s_model, "model.json"))).Replace("\"valueUnits\": \"hounsfield\"", "\"valueUnits\": \"stored\"", StringComparison.Ordinal)
            .Replace("\"preconditions\": [\"hounsfield\"],", "", StringComparison.Ordinal);
        await File.WriteAllTextAsync(Path.Combine(folder.Folder("model"), "model.json"), manifest);
        File.Copy(Path.Combine(s_model, "model.onnx"), folder.Combine("model", "model.onnx"));
        CommandRun run = await CommandRun.OfAsync("segment", folder.Combine("series"), "--model", folder.Combine("model"), "--out", folder.Combine("out"));
        Assert.True(run.ExitCode == 0, run.Error);
        Assert.Contains("Lung left was not found.", run.Output, StringComparison.Ordinal); // air is 0, not -1000
    }

    [Fact]
    public async Task A_file_that_cannot_be_read_is_named()
    {
        using TempFolder folder = new();
        string file = folder.Combine("broken.dcm");
        await File.WriteAllTextAsync(file, "this is no image");
        CommandRun run = await CommandRun.OfAsync("segment", file, "--model", s_model, "--out", folder.Combine("out"));
        Assert.Equal(1, run.ExitCode);
        Assert.Contains("broken.dcm", run.Error, StringComparison.Ordinal);
    }
}
