using DicomNode.Dicom.Dictionary;
using DicomNode.Dicom.Encoding;
using DicomNode.Dicom.Iod;
using DicomNode.Dicom.Pixels;
using DicomNode.Segmentation.Pipeline;
using DicomNode.Segmenting;
using DicomNode.Testing;
using Xunit;

namespace DicomNode.Interop.Tests.Conformance;

/// <summary>Previews of the node's own path before readers that are not ours: dciodvfy and DCMTK.</summary>
public class PreviewTests
{
    [Fact]
    public async Task A_preview_is_a_valid_capture_that_dcmtk_draws_as_it_was_drawn_and_the_same_bytes_again()
    {
        using TempFolder folder = new();
        SyntheticSeries series = new("shown") { Content = (_, row, column) => row > 20 && column > 30 ? 2 : 0 };
        string source = folder.Folder("series");
        series.WriteTo(source);
        IReadOnlyList<string> once = await SegmentAsync(source, folder.Folder("once")), again = await SegmentAsync(source, folder.Folder("again"));

        Assert.NotEmpty(once);
        Assert.Equal(once.Select(File.ReadAllBytes), again.Select(File.ReadAllBytes));
        foreach (string file in once)
        {
            ProcessOutcome structure = await ExternalProcess.RunAsync("dciodvfy", ["-new", file]);
            Assert.DoesNotContain(structure.Output.Split('\n'), line => line.StartsWith("Error", StringComparison.Ordinal));
            string drawn = file + ".ppm";
            await Dcmtk.RequireAsync("dcm2pnm", ["+op", file, drawn]);
            byte[] pixels = Part10File.Read(file).DataSet.GetBytes(Tags.PixelData).ToArray();
            Assert.Equal(pixels, File.ReadAllBytes(drawn)[^pixels.Length..]);
        }
    }

    private static async Task<IReadOnlyList<string>> SegmentAsync(string series, string output)
    {
        ModelFolder model = ThresholdModel.Write(Path.Combine(output, "model"), 1, 0);
        SeriesSegmenter segmenter = new(new SegmentationPipeline(ThresholdModel.Engine([500]), TimeProvider.System), FrameDecoders.Managed, TimeProvider.System);
        using SegmentationOutcome outcome = await segmenter.RunAsync(
            new(model, [Directory.GetFiles(series)], [ResultKind.Preview], SyntheticResult.Time, "node-1"), progress: null, CancellationToken.None);
        List<string> files = [];
        foreach (ResultObject made in outcome.Objects)
        {
            files.Add(Path.Combine(output, $"{files.Count + 1}.dcm"));
            Part10File.Write(files[^1], made.DataSet, made.PreferredTransferSyntax);
        }

        return files;
    }
}
