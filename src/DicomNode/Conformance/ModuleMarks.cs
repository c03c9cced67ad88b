using DicomNode.Dicom.Data;
using DicomNode.Dicom.Dictionary;

namespace DicomNode.Conformance;

/// <summary>The modules of PS3.3 that an object has, each known by an attribute that it always has and that no other module of our objects has.</summary>
internal static class ModuleMarks
{
    private static readonly (string Module, Tag Mark)[] s_marks =
    [
        ("Patient (C.7.1.1)", Tags.PatientName), ("General Study (C.7.2.1)", Tags.StudyInstanceUid), ("Patient Study (C.7.2.2)", Tags.PatientAge),
        ("General Series or its specialization (C.7.3.1)", Tags.SeriesInstanceUid), ("Frame of Reference (C.7.4.1)", Tags.FrameOfReferenceUid),
        ("General and Enhanced General Equipment (C.7.5.1, C.7.5.2)", Tags.DeviceSerialNumber), ("SC Equipment (C.8.6.1)", Tags.ConversionType), ("General Image (C.7.6.1)", Tags.ImageType), ("Image Pixel (C.7.6.3)", Tags.PhotometricInterpretation),
        ("Multi-frame Functional Groups (C.7.6.16)", Tags.SharedFunctionalGroupsSequence), ("Multi-frame Dimension (C.7.6.17)", Tags.DimensionIndexSequence),
        ("Segmentation Image (C.8.20.2)", Tags.SegmentSequence), ("Structure Set (C.8.8.5)", Tags.StructureSetLabel), ("ROI Contour (C.8.8.6)", Tags.RoiContourSequence),
        ("RT ROI Observations (C.8.8.8)", Tags.RtRoiObservationsSequence), ("SR Document General (C.17.2)", Tags.VerificationFlag), ("SR Document Content (C.17.3)", Tags.ContentTemplateSequence),
        ("Common Instance Reference (C.12.2)", Tags.ReferencedSeriesSequence), ("SOP Common (C.12.1)", Tags.SopClassUid),
    ];

    public static IEnumerable<string> Of(DataSet dataSet) => s_marks.Where(m => dataSet.Contains(m.Mark)).Select(m => m.Module);
}
