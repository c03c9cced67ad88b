using DicomNode.Dicom.Encoding;
using DicomNode.Dicom.Iod;
using DicomNode.Segmenting;
using DicomNode.Testing;

namespace DicomNode.Interop.Tests.Conformance;

/// <summary>A SEG and an RT Structure Set of the same masks as files, beside the folder of the series they belong to.</summary>
internal sealed record WrittenResult(string Series, string Segmentation, string StructureSet)
{
    /// <summary>A label volume (.npy) of segment numbers on the grid of the series; null where segments overlap or nobody wrote one.</summary>
    public string? Truth { get; init; }

    /// <summary>The measurement report on it, where there is one.</summary>
    public string? Report { get; init; }

    public static WrittenResult Of(string seriesFolder, string outputFolder, ResultContext context, IReadOnlyList<ResultSegment> segments, ISegmentMasks masks)
    {
        WrittenResult files = new(seriesFolder, Path.Combine(outputFolder, "seg.dcm"), Path.Combine(outputFolder, "rtstruct.dcm"));
        Write(files.Segmentation, SegmentationObject.Build(context, segments, masks));
        Write(files.StructureSet, RtStructureSetObject.Build(context, segments, new TracedContours(context.Source, masks)));
        return files;
    }

    public static WrittenResult Of(SyntheticSeries series, TempFolder folder, IReadOnlyList<ResultSegment> segments, ISegmentMasks masks)
    {
        string images = folder.Folder("ct");
        series.WriteTo(images);
        return Of(images, folder.Path, SyntheticResult.Context(series.DataSets().Reverse()), segments, masks);
    }

    private static void Write(string path, ResultObject result) => Part10File.Write(path, result.DataSet, result.PreferredTransferSyntax);
}
