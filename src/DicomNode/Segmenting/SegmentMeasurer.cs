using DicomNode.Segmentation.Kernels;
using DicomNode.Segmentation.Pipeline;
using DicomNode.Segmentation.Volumes;

namespace DicomNode.Segmenting;

/// <summary>Measures every segment of a label volume.</summary>
internal static class SegmentMeasurer
{
    /// <param name="labels">On the grid of the source.</param>
    /// <param name="segments">What the labels mean.</param>
    /// <param name="voxelMm3">Volume of a voxel of each slice; slices at varying distances stand for more or less of the body.</param>
    /// <param name="values">Of the source; null: no mean and no deviation are wanted.</param>
    /// <param name="cancellationToken">Looked at between slices.</param>
    public static IReadOnlyList<SegmentFigures> Measure(
        Volume<ushort> labels, IReadOnlyList<SegmentSpec> segments, IReadOnlyList<double> voxelMm3, SliceValues? values, CancellationToken cancellationToken)
    {
        LabelStatistics statistics = LabelStatistics.Measure(labels, segments.SelectMany(s => s.VoxelLabels), values, cancellationToken);
        LabelMasks masks = new(labels, segments);
        return
        [
            .. segments.Select((segment, i) =>
            {
                long voxels = statistics.Count(segment.VoxelLabels);
                double mm3 = Enumerable.Range(0, labels.Shape.Depth).Sum(z => statistics.Count(z, segment.VoxelLabels) * voxelMm3[z]);
                double? diameter = voxels > 0 && segment.Measure.Contains(Measurement.Maximum3dDiameter)
                    ? MaximumDiameter.Of(masks, i, labels.Shape, labels.Geometry, cancellationToken)
                    : null;
                return new SegmentFigures(segment, voxels, mm3, values is null ? null : statistics.Values(segment.VoxelLabels), diameter);
            }),
        ];
    }
}
