using DicomNode.Dicom.Encoding;
using DicomNode.Dicom.Iod;
using DicomNode.Dicom.Pixels.Codecs;
using DicomNode.Testing;
using Xunit;

namespace DicomNode.Interop.Tests.Conformance;

/// <summary>The forms of a segmentation, and what it may be made of, before readers that are not ours.</summary>
public class SegmentationFormTests
{
    private static readonly double[] s_oblique = [0.98480775301221, 0, -0.17364817766693, 0.05939117461388, 0.93969262078591, 0.33682408883346];

    private static readonly SyntheticSeries[] s_geometries =
    [
        new("axial"),
        new("oblique, descending") { Orientation = s_oblique, Descending = true },
        new("odd, a gap between slices") { Rows = 41, Columns = 51, Gap = true },
    ];

    [SharedTheory(Needs = ConformanceKit.Folder)]
    [InlineData(SegmentationForm.Fractional)]
    [InlineData(SegmentationForm.LabelMap)]
    public async Task Fractional_objects_and_label_maps_hold_the_masks_in_any_geometry(SegmentationForm form)
    {
        foreach (SyntheticSeries series in s_geometries)
        {
            await CheckAsync(series, SyntheticResult.Segments, new() { Form = form }, null);
        }
    }

    [SharedFact(Needs = ConformanceKit.Folder)]
    public Task A_label_map_of_16_bits_holds_300_segments() => CheckAsync(
        new SyntheticSeries("many"),
        [.. Enumerable.Range(1, 300).Select(i => SyntheticResult.Segments[i % 3] with { Label = $"Part {i}" })],
        new() { Form = SegmentationForm.LabelMap },
        null,
        series => new(series.Slices, series.Rows, series.Columns, (segment, slice, row, column) => (((slice * series.Rows) + row) * series.Columns) + column is int i && i / 100 == segment));

    [SharedTheory(Needs = ConformanceKit.Folder)]
    [InlineData(SegmentationForm.Fractional)]
    [InlineData(SegmentationForm.LabelMap)]
    public Task Frames_compressed_by_rle_are_read(SegmentationForm form) => CheckAsync(s_geometries[0], SyntheticResult.Segments, new() { Form = form }, new RleEncoder());

    public static TheoryData<string> Sources => ["enhanced", "radiograph"];

    [Theory]
    [MemberData(nameof(Sources))]
    public async Task A_result_of_a_multi_frame_image_or_of_one_without_geometry_is_valid(string source)
    {
        SyntheticSeries series = new("other sources");
        bool isEnhanced = source == "enhanced";
        SourceSeries images = isEnhanced ? SourceSeries.Create([SyntheticImages.Enhanced(series)]) : SourceSeries.CreateFlat(SyntheticImages.Radiograph(series.Rows, series.Columns));
        SyntheticMasks masks = new(images.Slices.Count, images.Rows, images.Columns, (segment, _, row, _) => row / 8 == segment);
        using TempFolder folder = new();
        string file = folder.Combine("seg.dcm");
        ResultObject made = SegmentationObject.Build(SyntheticResult.Context(images), SyntheticResult.Segments, masks);
        Part10File.Write(file, made.DataSet, made.PreferredTransferSyntax);
        await ResultObjectTests.RequireValidAsync(file);
    }

    private static async Task CheckAsync(
        SyntheticSeries series, IReadOnlyList<ResultSegment> segments, SegmentationOptions options, RleEncoder? compression, Func<SyntheticSeries, SyntheticMasks>? masksOf = null)
    {
        using TempFolder folder = new();
        string images = folder.Folder("ct"), truth = folder.Combine("truth.npy");
        series.WriteTo(images);
        SyntheticMasks masks = masksOf?.Invoke(series) ?? SyntheticMasks.Phantom(series);
        ResultObject made = SegmentationObject.Build(SyntheticResult.Context(series), segments, masks, options);
        WrittenResult result = new(images, folder.Combine("seg.dcm"), "");
        if (compression is null)
        {
            Part10File.Write(result.Segmentation, made.DataSet, made.PreferredTransferSyntax);
        }
        else
        {
            using MemoryStream spool = new();
            Part10File.Write(result.Segmentation, made.Compress(compression, spool, CancellationToken.None), compression.TransferSyntax);
        }

        string[] truthOptions = [];
        if (segments.Count < byte.MaxValue)
        {
            Npy.Write(truth, masks.Labels(segments.Count), series.Slices, series.Rows, series.Columns);
            truthOptions = ["--truth", truth];
        }

        string found = await ConformanceKit.CheckSegAsync(result, ["--policy", .. truthOptions]);
        Assert.Equal(truthOptions.Length == 0 ? 0 : segments.Count, found.Split("Dice 1.0000").Length - 1);
    }
}
