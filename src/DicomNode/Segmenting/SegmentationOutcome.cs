using DicomNode.Dicom.Iod;
using DicomNode.Segmentation.Volumes;

namespace DicomNode.Segmenting;

/// <summary>What a run gave.</summary>
/// <param name="Labels">On the grid of the reference series; the values are those of the manifest's segments.</param>
/// <param name="Objects">The result objects. Empty when no structure was found: an empty segmentation says less than none.</param>
/// <param name="Report">What a reader wants to know about it.</param>
public sealed record SegmentationOutcome(Volume<ushort> Labels, IReadOnlyList<ResultObject> Objects, SegmentationReport Report);
