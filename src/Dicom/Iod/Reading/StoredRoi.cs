namespace DicomNode.Dicom.Iod.Reading;

/// <summary>A region of interest as its maker stored it.</summary>
/// <param name="Number">ROINumber.</param>
/// <param name="Name">ROIName; where it is empty, "ROI" and the number.</param>
/// <param name="FrameOfReferenceUid">Where its points lie; null when nothing says it.</param>
/// <param name="InterpretedType">RTROIInterpretedType; null when empty.</param>
/// <param name="Contours">None: drawn nowhere.</param>
public sealed record StoredRoi(int Number, string Name, string? FrameOfReferenceUid, string? InterpretedType, IReadOnlyList<StoredContour> Contours)
{
    /// <summary>ROIDisplayColor; null when it is missing.</summary>
    public RgbColor? Color { get; init; }
}
