using DicomNode.Dicom.Iod;
using DicomNode.Segmentation.Probabilities;
using DicomNode.Segmentation.Volumes;

namespace DicomNode.Segmenting;

/// <summary>What a run gave.</summary>
/// <param name="Labels">On the grid of the reference series; the values are those of the manifest's segments.</param>
/// <param name="Made">The result objects. When no structure was found: a report that says so, unless the manifest wants it otherwise.</param>
/// <param name="Report">What a reader wants to know about it.</param>
/// <param name="ModelHash">SHA-256 over manifest and weights, 64 hex digits.</param>
public sealed record SegmentationOutcome(Volume<ushort> Labels, IReadOnlyList<MadeResult> Made, SegmentationReport Report, string ModelHash) : IDisposable
{
    /// <summary>Who gets what of it.</summary>
    public ResultPlan? Plan { get; init; }

    /// <summary>What objects hold that are written from a file.</summary>
    internal SegmentProbabilities? Probabilities { get; init; }

    public IEnumerable<ResultObject> Objects => Made.Select(m => m.Object);

    /// <summary>The objects are written by now: some of them cannot be any more.</summary>
    public void Dispose() => Probabilities?.Dispose();
}
