namespace DicomNode.Dicom.Iod;

/// <summary>The codes of PS3.16 annex D that result objects use. Their meanings are ASCII.</summary>
internal static class Codes
{
    public static CodedConcept AcquisitionEquipment { get; } = new("109101", "DCM", "Acquisition Equipment");

    public static CodedConcept ProcessingEquipment { get; } = new("109102", "DCM", "Processing Equipment");

    public static CodedConcept RejectedForQuality { get; } = new("113001", "DCM", "Rejected for Quality Reasons");

    public static CodedConcept KeyObjectDescription { get; } = new("113012", "DCM", "Key Object Description");

    public static CodedConcept Segmentation { get; } = new("113076", "DCM", "Segmentation");

    public static CodedConcept SourceImage { get; } = new("121322", "DCM", "Source Image for Image Processing Operation");

    public static CodedConcept Comment { get; } = new("121106", "DCM", "Comment");

    public static CodedConcept Background { get; } = new("125040", "DCM", "Background");

    public static CodedConcept ArtificialIntelligence { get; } = new("123109", "DCM", "Artificial Intelligence");
}
