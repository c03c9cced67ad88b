using DicomNode.Cli;
using DicomNode.Dicom.Data;
using DicomNode.Interop.Tests.Codecs;
using DicomNode.Testing;
using Xunit;

namespace DicomNode.Interop.Tests.Conformance;

/// <summary>Results on images of real scanners, read back by everything we know that reads such objects.</summary>
public class RealSeriesTests
{
    private const string Abdomen = "ct-abdomen-pelvis-gepet", Head = "mr-t1-hfs", JpegLossless = "mr-jpegll-fragments";

    private static readonly string[] s_unplaced =
    [
        "dicom2nifti-codecs/anatomical/001", "dicom2nifti-codecs/anatomical/001_implicit", "dicom2nifti-codecs/compressed/001", "dicom2nifti-codecs/compressed_j2k/001",
        "dicom2nifti-codecs/compressed_jpeg/001", "dicom2nifti-codecs/compressed_jpegls/001", "dicom2nifti-codecs/compressed_rle/001",
    ];

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

    /// <summary>Every CT and MR series of the shared data that is a volume, with thresholds that give holes, islands and single pixels.</summary>
    public static TheoryData<string, double[]> Volumes => new()
    {
        { Abdomen, [-300] },
        { Head, [60, 300] },
        { JpegLossless, [300] },
        { "sts003-ct-mr-pet-rtstruct/dicom/STS_003/CT/image", [-300, 200] },
        { "sts003-ct-mr-pet-rtstruct/dicom/STS_003/MR_T1/image", [300, 950] },
        { "dcmqi-liver-seg/ct-3slice", [-300, 200] },
        { "rtstruct-mim-rtutils/mock_data", [-300, 200] },
    };

    /// <summary>Volumes whose images name no frame of reference: nothing can be placed beside them.</summary>
    public static TheoryData<string> Unplaced => [.. s_unplaced];

    [SharedTheory(Needs = "data")]
    [MemberData(nameof(Unplaced))]
    public async Task A_volume_without_a_frame_of_reference_is_refused_by_name_before_anything_is_computed(string series)
    {
        using TempFolder folder = new();
        using WorkerDecoders decoders = new();
        DicomDataException refused = await Assert.ThrowsAsync<DicomDataException>(() => NodePath.SegmentAsync(SharedData.Require($"data/{series}"), folder.Path, decoders.All, minMl: 0, 252.5));
        Assert.Contains("FrameOfReferenceUID is missing in the source series", refused.Message, StringComparison.Ordinal);
    }

    [SharedTheory(Needs = "data")]
    [MemberData(nameof(Volumes))]
    public async Task Results_on_real_images_are_right_before_every_checker(string series, double[] thresholds)
    {
        using TempFolder folder = new();
        using WorkerDecoders decoders = new();
        WrittenResult result = await NodePath.SegmentAsync(SharedData.Require($"data/{series}"), folder.Path, decoders.All, minMl: 0.1, thresholds);
        await ConformanceKit.RequireRightAsync(result, hasReadablePixels: series != JpegLossless);
        if (series is Abdomen or Head)
        {
            await RequireAgreementAsync(result);
        }
    }

    [SharedFact(Needs = "data")]
    public void No_volume_of_the_shared_data_is_left_out()
    {
        using WorkerDecoders decoders = new();
        string data = SharedData.Require("data");
        List<string> volumes = [];
        foreach (string folder in Directory.EnumerateDirectories(data, "*", SearchOption.AllDirectories).Where(f => Directory.EnumerateFiles(f).Any()))
        {
            IReadOnlyList<FoundSeries> found = FoundSeries.Among([.. Directory.EnumerateFiles(folder)], decoders.All, [], CancellationToken.None);
            if (found.Any(s => s.Verdict.IsVolume && s.Verdict.Shape.Depth > 1 && s.Modality is "CT" or "MR"))
            {
                volumes.Add(Path.GetRelativePath(data, folder));
            }
        }

        Assert.Equal(Volumes.Select(v => (string)v[0]).Concat(s_unplaced).Order(StringComparer.Ordinal), volumes.Order(StringComparer.Ordinal));
    }

    private static async Task RequireAgreementAsync(WrittenResult result)
    {
        ProcessOutcome outcome = await CrossReader.ReadAsync(result);
        Assert.True(outcome.ExitCode == 0, outcome.Output);
        Assert.Contains("dcmqi: 1: ", outcome.Output, StringComparison.Ordinal);
        Assert.Contains("cornerstone: 1: ", outcome.Output, StringComparison.Ordinal);
    }
}
