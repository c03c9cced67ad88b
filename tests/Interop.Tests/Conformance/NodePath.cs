using DicomNode.Dicom.Encoding;
using DicomNode.Dicom.Iod;
using DicomNode.Dicom.Pixels;
using DicomNode.Segmentation.Pipeline;
using DicomNode.Segmenting;
using DicomNode.Testing;

namespace DicomNode.Interop.Tests.Conformance;

/// <summary>Results of the node's own path, from the files of a series to the files of its results, with thresholds for a network.</summary>
internal static class NodePath
{
    /// <returns>The result, with the node's labels as its truth.</returns>
    public static async Task<WrittenResult> SegmentAsync(string series, string output, IFrameDecoder decoder, double minMl, params double[] thresholds)
    {
        ModelFolder model = ThresholdModel.Write(Path.Combine(output, "model"), thresholds.Length, minMl);
        SeriesSegmenter segmenter = new(new SegmentationPipeline(ThresholdModel.Engine(thresholds), TimeProvider.System), decoder, TimeProvider.System);
        string[] files = [.. Directory.EnumerateFiles(series).Where(f => !Path.GetFileName(f).Contains("rt.dcm", StringComparison.Ordinal))];
        using SegmentationOutcome outcome = await segmenter.RunAsync(
            new(model, [files], [ResultKind.Segmentation, ResultKind.RtStructureSet, ResultKind.MeasurementReport], SyntheticResult.Time, "node-1"), progress: null, CancellationToken.None);

        WrittenResult written = new(series, Path.Combine(output, "seg.dcm"), Path.Combine(output, "rtstruct.dcm"))
        {
            Truth = Path.Combine(output, "truth.npy"),
            Report = Path.Combine(output, "sr.dcm"),
        };
        foreach (ResultObject made in outcome.Objects)
        {
            string file = made.Kind switch { ResultKind.Segmentation => written.Segmentation, ResultKind.RtStructureSet => written.StructureSet, _ => written.Report };
            Part10File.Write(file, made.DataSet, made.PreferredTransferSyntax);
        }

        Npy.Write(written.Truth, [.. outcome.Labels.Values.ToArray().Select(l => (byte)l)], outcome.Labels.Shape.Depth, outcome.Labels.Shape.Height, outcome.Labels.Shape.Width);
        return written;
    }
}
