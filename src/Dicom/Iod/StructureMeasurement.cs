namespace DicomNode.Dicom.Iod;

/// <summary>What was measured of one structure.</summary>
/// <param name="VolumeMm3">0: it was not found.</param>
public sealed record StructureMeasurement(ResultSegment Segment, double VolumeMm3)
{
    /// <summary>Of the voxel values, in the unit of <see cref="MeasurementReport.Quantity"/>; null when there is no voxel.</summary>
    public double? Mean { get; init; }

    /// <summary>Of the voxel values, over all of them (divided by their number, not by one less).</summary>
    public double? StandardDeviation { get; init; }

    /// <summary>The greatest distance between two points of its surface, where it was measured.</summary>
    public double? MaximumDiameterMm { get; init; }

    /// <summary>SegmentNumber in <see cref="MeasurementReport.Segmentation"/>; null when it is not in there.</summary>
    public int? SegmentNumber { get; init; }
}
