using DicomNode.Dicom.Dictionary;

namespace DicomNode.Dicom.Iod;

/// <summary>The SOP classes of result objects. PS3.4 §B.5.</summary>
public static class ResultClasses
{
    /// <summary>A segmentation that is no label map, a report that is 3-D.</summary>
    public static string Of(ResultKind kind) => kind switch
    {
        ResultKind.Segmentation => Uids.SegmentationStorage,
        ResultKind.RtStructureSet => Uids.RtStructureSetStorage,
        ResultKind.MeasurementReport => Uids.Comprehensive3DsrStorage,
        ResultKind.Preview => Uids.SecondaryCaptureImageStorage,
        ResultKind.RejectionNote => Uids.KeyObjectSelectionDocumentStorage,
        _ => throw new ArgumentOutOfRangeException(nameof(kind)),
    };

    public static string Of(SegmentationForm form) => form == SegmentationForm.LabelMap ? Uids.LabelMapSegmentationStorage : Uids.SegmentationStorage;

    public static string Of(ReportForm form) => form == ReportForm.Comprehensive ? Uids.ComprehensiveSrStorage : Uids.Comprehensive3DsrStorage;
}
