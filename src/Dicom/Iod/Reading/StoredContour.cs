namespace DicomNode.Dicom.Iod.Reading;

/// <summary>A contour as its maker stored it.</summary>
/// <param name="Points">In order; the last may or may not repeat the first.</param>
/// <param name="ImageUids">The images that it says it was drawn on: often none, sometimes some that nobody has.</param>
public sealed record StoredContour(ContourShape Shape, IReadOnlyList<PatientPoint> Points, IReadOnlyList<string> ImageUids);
