namespace DicomNode.Reading;

/// <summary>What was read: <c>read-result --json</c> is this record.</summary>
/// <param name="Kind">"SEG" or "RTSTRUCT".</param>
/// <param name="SopInstanceUid">Of the object.</param>
/// <param name="SeriesInstanceUid">Of the series it was read onto.</param>
/// <param name="Slices">Of that series.</param>
/// <param name="Structures">In the order of the object, those without a voxel included.</param>
/// <param name="Files">The label volumes: one, and one more for every layer of structures that overlap.</param>
/// <param name="Warnings">Sentences about what was left out or taken on trust.</param>
public sealed record ReadResultReport(
    string Kind, string SopInstanceUid, string SeriesInstanceUid, int Slices, IReadOnlyList<ReadStructureReport> Structures, IReadOnlyList<string> Files, IReadOnlyList<string> Warnings);

/// <param name="Number">SegmentNumber, pixel value of a label map, or ROINumber.</param>
/// <param name="Label">Its value in <paramref name="File"/>.</param>
public sealed record ReadStructureReport(int Number, string Name, int Label, string File, long Voxels, double VolumeMl);
