using DicomNode.Dicom.Iod;
using DicomNode.Segmentation.Kernels;
using DicomNode.Segmentation.Pipeline;

namespace DicomNode.Segmenting;

/// <summary>What was measured of one of the manifest's segments.</summary>
/// <param name="Values">Of the image below it; null when the image was not read for it.</param>
/// <param name="MaximumDiameterMm">Where the manifest asks for it and there is a voxel.</param>
internal sealed record SegmentFigures(SegmentSpec Segment, long Voxels, double VolumeMm3, Moments? Values, double? MaximumDiameterMm)
{
    public double VolumeMl => VolumeMm3 / 1000;

    public SegmentReport ToReport(VoxelQuantity? quantity) => new(Segment.Label, Segment.Name, Voxels, Math.Round(VolumeMl, 3))
    {
        Mean = Measured(quantity) is { } values ? Math.Round(values.Mean, 3) : null,
        StandardDeviation = Measured(quantity) is { } spread ? Math.Round(spread.StandardDeviation, 3) : null,
        Unit = Measured(quantity) is null ? null : quantity!.Unit.Value,
        MaximumDiameterMm = MaximumDiameterMm is double diameter ? Math.Round(diameter, 3) : null,
    };

    /// <param name="number">SegmentNumber, where a segmentation has it.</param>
    public StructureMeasurement ToMeasurement(ResultSegment segment, int? number) => new(segment, VolumeMm3)
    {
        Mean = Values is { Count: > 0 } values ? values.Mean : null,
        StandardDeviation = Values is { Count: > 0 } spread ? spread.StandardDeviation : null,
        MaximumDiameterMm = MaximumDiameterMm,
        SegmentNumber = number,
    };

    private Moments? Measured(VoxelQuantity? quantity) => quantity is not null && Values is { Count: > 0 } values ? values : null;
}
