namespace DicomNode.Dicom.Iod;

/// <summary>The SOP class of a report of measurements; what stands in it is the same.</summary>
public enum ReportForm
{
    /// <summary>PS3.3 §A.35.13.</summary>
    Comprehensive3D,

    /// <summary>PS3.3 §A.35.3, for archives that lack the newer class.</summary>
    Comprehensive,
}
