using DicomNode.Dicom.Dictionary;
using DicomNode.Dicom.Encoding;
using DicomNode.Dicom.Iod;
using DicomNode.Dicom.Pixels;
using DicomNode.Segmentation.Reading;
using DicomNode.Testing;
using Xunit;

namespace DicomNode.Interop.Tests.Conformance;

/// <summary>Images of several frames through the node's own path.</summary>
public class EnhancedSeriesTests
{
    private static readonly SyntheticSeries s_series = new("twins") { Content = (z, y, x) => z is > 1 and < 9 && y is > 8 and < 40 && x is > 10 and < 50 ? 2 : 1 };

    [Fact]
    public async Task An_enhanced_image_has_the_results_of_its_classic_twin()
    {
        using TempFolder folder = new();
        s_series.WriteTo(folder.Folder("classic"));
        Part10File.Write(Path.Combine(folder.Folder("enhanced"), "all.dcm"), SyntheticImages.Enhanced(s_series with { Descending = true }), TransferSyntax.ExplicitVrLittleEndian);

        WrittenResult classic = await NodePath.SegmentAsync(folder.Combine("classic"), folder.Folder("a"), FrameDecoders.Managed, minMl: 0, 500);
        WrittenResult enhanced = await NodePath.SegmentAsync(folder.Combine("enhanced"), folder.Folder("b"), FrameDecoders.Managed, minMl: 0, 500);

        Assert.Equal(await File.ReadAllBytesAsync(classic.Truth!), await File.ReadAllBytesAsync(enhanced.Truth!));
        await RequireRightAsync(enhanced);
        await RequireFramesAsync(enhanced);
        Assert.Equal(Labels(classic.StructureSet, Source(classic)), Labels(enhanced.StructureSet, Source(enhanced)));
        Assert.Equal(Points(classic.StructureSet), Points(enhanced.StructureSet));
    }

    [SharedFact(Needs = "data/enh-mr-siemens-xa10")]
    public async Task A_time_point_of_a_scanner_has_valid_results()
    {
        using TempFolder folder = new();
        File.Copy(SharedData.Require("data/enh-mr-siemens-xa10/6_3.dcm"), Path.Combine(folder.Folder("series"), "6_3.dcm"));

        WrittenResult result = await NodePath.SegmentAsync(folder.Combine("series"), folder.Path, FrameDecoders.Managed, minMl: 0, 200, 600);
        await RequireRightAsync(result);
        await RequireFramesAsync(result);
    }

    /// <summary>Valid, and read back to the labels.</summary>
    private static async Task RequireRightAsync(WrittenResult result)
    {
        await ResultObjectTests.RequireValidAsync(result.Segmentation);
        await ResultObjectTests.RequireValidAsync(result.StructureSet);
        await ResultObjectTests.RequireValidAsync(result.Report!);
        SourceSeries source = Source(result);
        byte[] truth = (await File.ReadAllBytesAsync(result.Truth!))[^(source.Slices.Count * source.PixelsPerFrame)..];
        Assert.NotEqual(0, truth.Max());
        Assert.Equal(truth, Labels(result.Segmentation, source));
        Assert.Equal(truth, Labels(result.StructureSet, source));
    }

    /// <summary>Every frame and contour names the frame of the source that it lies on, and holds the truth: by pydicom, which shares nothing with us.</summary>
    private static async Task RequireFramesAsync(WrittenResult result)
    {
        ProcessOutcome outcome = await ExternalProcess.RunAsync(
            "/usr/bin/python3", [Checkout.Find("tests/independent/multiframe_result.py"), Directory.GetFiles(result.Series).Single(), result.Segmentation, result.StructureSet, result.Truth!]);
        Assert.True(outcome.ExitCode == 0, outcome.Output);
    }

    private static SourceSeries Source(WrittenResult result) => SourceSeries.Create(Directory.EnumerateFiles(result.Series).Select(f => Part10File.Read(f, DataSetReadOptions.Header).DataSet));

    private static byte[] Labels(string file, SourceSeries source)
    {
        ReadStructures read = ResultReader.Read(Part10File.Read(file), source, FrameDecoders.Managed, ReadingOptions.Default, CancellationToken.None);
        Assert.Empty(read.Warnings);
        return [.. read.ToLabels(0).Select(l => (byte)l)];
    }

    private static IEnumerable<string> Points(string structureSet) => Part10File.Read(structureSet).DataSet.GetItems(Tags.RoiContourSequence)
        .SelectMany(r => r.GetItems(Tags.ContourSequence)).Select(c => string.Join('\\', c.GetStrings(Tags.ContourData)));
}
