namespace DicomNode.Dicom.Iod;

/// <summary>The codes of PS3.16 that TID 1500 and the templates below it use.</summary>
internal static class ReportCodes
{
    public static readonly CodedConcept
        Report = new("126000", "DCM", "Imaging Measurement Report"),
        Language = new("121049", "DCM", "Language of Content Item and Descendants"),
        English = new("en-US", "RFC5646", "English (United States)"),
        ObserverType = new("121005", "DCM", "Observer Type"),
        Device = new("121007", "DCM", "Device"),
        DeviceUid = new("121012", "DCM", "Device Observer UID"),
        DeviceName = new("121013", "DCM", "Device Observer Name"),
        DeviceManufacturer = new("121014", "DCM", "Device Observer Manufacturer"),
        DeviceModel = new("121015", "DCM", "Device Observer Model Name"),
        DeviceSerial = new("121016", "DCM", "Device Observer Serial Number"),
        Procedure = new("121058", "DCM", "Procedure reported"),
        ImageLibrary = new("111028", "DCM", "Image Library"),
        Measurements = new("126010", "DCM", "Imaging Measurements"),
        Evaluations = new("C0034375", "UMLS", "Qualitative Evaluations"),
        Group = new("125007", "DCM", "Measurement Group"),
        TrackingId = new("112039", "DCM", "Tracking Identifier"),
        TrackingUid = new("112040", "DCM", "Tracking Unique Identifier"),
        Finding = new("121071", "DCM", "Finding"),
        FindingSite = new("363698007", "SCT", "Finding Site"),
        Laterality = new("272741003", "SCT", "Laterality"),
        ReferencedSegment = new("121191", "DCM", "Referenced Segment"),
        SourceSeries = new("121232", "DCM", "Source series for segmentation"),
        Volume = new("118565006", "SCT", "Volume"),
        CubicMillimetre = new("mm3", "UCUM", "cubic millimeter"),
        MaximumDiameter = new("L0JK", "IBSI", "Maximum 3D Diameter of a Mesh"),
        Millimetre = new("mm", "UCUM", "millimeter"),
        Derivation = new("121401", "DCM", "Derivation"),
        Mean = new("373098007", "SCT", "Mean"),
        StandardDeviation = new("386136009", "SCT", "Standard Deviation");

    /// <summary>CID 100: what was done, as far as a series tells.</summary>
    public static CodedConcept ProcedureOf(string? modality) => modality switch
    {
        "CT" => new("25045-6", "LN", "CT unspecified body region"),
        "MR" => new("25056-3", "LN", "MRI unspecified body region"),
        _ => new("363679005", "SCT", "Imaging procedure"),
    };
}
