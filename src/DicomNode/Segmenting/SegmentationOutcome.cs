using DicomNode.Dicom.Iod;
using DicomNode.Segmentation.Volumes;

namespace DicomNode.Segmenting;

/// <summary>What a run gave.</summary>
/// <param name="Labels">On the grid of the reference series; the values are those of the manifest's segments.</param>
/// <param name="Made">The result objects. When no structure was found: a report that says so, unless the manifest wants it otherwise.</param>
/// <param name="Report">What a reader wants to know about it.</param>
/// <param name="ModelHash">SHA-256 over manifest and weights, 64 hex digits.</param>
public sealed record SegmentationOutcome(Volume<ushort> Labels, IReadOnlyList<MadeResult> Made, SegmentationReport Report, string ModelHash)
{
    public IEnumerable<ResultObject> Objects => Made.Select(m => m.Object);
}
