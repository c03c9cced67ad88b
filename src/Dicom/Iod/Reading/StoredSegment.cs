namespace DicomNode.Dicom.Iod.Reading;

/// <summary>A segment as its maker described it.</summary>
/// <param name="Number">SegmentNumber. Of a label map: the pixel value.</param>
/// <param name="Label">SegmentLabel; where it is missing, the meaning of the type.</param>
/// <param name="Type">SegmentedPropertyTypeCodeSequence; null when it is missing.</param>
public sealed record StoredSegment(int Number, string Label, CodedConcept? Type)
{
    /// <summary>RecommendedDisplayCIELabValue; null when it is missing.</summary>
    public RgbColor? Color { get; init; }
}
