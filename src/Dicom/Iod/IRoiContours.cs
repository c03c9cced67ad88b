namespace DicomNode.Dicom.Iod;

/// <summary>Where the contours of a result come from, a slice at a time.</summary>
public interface IRoiContours
{
    /// <summary>
    /// The closed polygons of a structure on a slice, exactly in the plane of the slice, the last point not a repetition of the first.
    /// What lies in one of them belongs to the structure: a hole is part of the polygon around it (a keyhole), not a polygon of its own.
    /// </summary>
    /// <param name="segment">Index into the list of segments: 0 for ROINumber 1.</param>
    /// <param name="slice">Index into <see cref="SourceSeries.Slices"/>.</param>
    IReadOnlyList<IReadOnlyList<PatientPoint>> Read(int segment, int slice);
}
