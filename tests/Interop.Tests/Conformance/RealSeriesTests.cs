using DicomNode.Dicom.Data;
using DicomNode.Dicom.Dictionary;
using DicomNode.Dicom.Encoding;
using DicomNode.Dicom.Iod;
using DicomNode.Testing;
using Xunit;

namespace DicomNode.Interop.Tests.Conformance;

/// <summary>Results on images of real scanners, read back by everything we know that reads such objects.</summary>
public class RealSeriesTests
{
    [SharedFact(Needs = CrossReader.Package)]
    public async Task Dcmqi_and_cornerstone_count_the_same_voxels_at_the_same_place_on_single_bit_frames()
    {
        using TempFolder folder = new();
        SyntheticSeries series = new("for cross reading");
        await RequireAgreementAsync(WrittenResult.Of(series, folder, SyntheticResult.Segments, SyntheticMasks.Phantom(series)));
    }

    [SharedFact(Needs = CrossReader.Package)]
    public async Task They_do_so_where_a_frame_does_not_fill_whole_bytes()
    {
        using TempFolder folder = new();
        SyntheticSeries series = new("for cross reading, odd") { Rows = 41, Columns = 51 };
        await RequireAgreementAsync(WrittenResult.Of(series, folder, SyntheticResult.Segments, SyntheticMasks.Phantom(series)));
    }

    [SharedFact(Needs = "data/ct-abdomen-pelvis-gepet")]
    public Task An_axial_ct() => RequireRightAsync("data/ct-abdomen-pelvis-gepet", plastimatch: true, ("Body", -300), ("Bone", 200));

    [SharedFact(Needs = "data/mr-t1-hfs")]
    public Task A_sagittal_mr() => RequireRightAsync("data/mr-t1-hfs", plastimatch: false, ("Head", 60), ("Bright", 300));

    private static async Task RequireRightAsync(string series, bool plastimatch, params (string Name, double Above)[] structures)
    {
        using TempFolder folder = new();
        string images = SharedData.Require(series);
        List<DataSet> slices = [.. Directory.EnumerateFiles(images, "*.dcm").Select(file => Part10File.Read(file).DataSet).Where(d => d.Contains(Tags.PixelData))];
        ResultContext context = SyntheticResult.Context(slices);
        ResultSegment[] segments = [.. structures.Select((s, i) => SyntheticResult.Segments[i] with { Label = s.Name })];
        WrittenResult result = WrittenResult.Of(images, folder.Path, context, segments, new ThresholdMasks(context.Source, [.. structures.Select(s => s.Above)]));
        await ConformanceKit.CheckSegAsync(result, "--policy");
        await ConformanceKit.CheckRtStructAsync(result, plastimatch ? ["--plastimatch"] : []);
        await ConformanceKit.CompareAsync(result);
        await RequireAgreementAsync(result);
    }

    private static async Task RequireAgreementAsync(WrittenResult result)
    {
        ProcessOutcome outcome = await CrossReader.ReadAsync(result);
        Assert.True(outcome.ExitCode == 0, outcome.Output);
        Assert.Contains("dcmqi: 1: ", outcome.Output, StringComparison.Ordinal);
        Assert.Contains("cornerstone: 1: ", outcome.Output, StringComparison.Ordinal);
    }
}
