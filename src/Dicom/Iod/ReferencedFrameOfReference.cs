using DicomNode.Dicom.Data;
using DicomNode.Dicom.Dictionary;

namespace DicomNode.Dicom.Iod;

/// <summary>
/// The series that the contours are drawn on, with every image of it (a multi-frame image once): where OHIF and planning systems look. PS3.3 §C.8.8.5.1.
/// The study is named by the retired class that all of them expect.
/// </summary>
internal static class ReferencedFrameOfReference
{
    public static void Write(DataSet result, SourceSeries source) =>
        result.SetItems(Tags.ReferencedFrameOfReferenceSequence, [new DataSet()
            .SetString(Tags.FrameOfReferenceUid, source.FrameOfReferenceUid)
            .SetItems(Tags.RtReferencedStudySequence, [new DataSet()
                .SetString(Tags.ReferencedSopClassUid, Uids.DetachedStudyManagement)
                .SetString(Tags.ReferencedSopInstanceUid, result.GetString(Tags.StudyInstanceUid)!)
                .SetItems(Tags.RtReferencedSeriesSequence, [new DataSet()
                    .SetString(Tags.SeriesInstanceUid, source.SeriesInstanceUid)
                    .SetItems(Tags.ContourImageSequence, [.. source.Slices.DistinctBy(s => s.SopInstanceUid).Select(s => s.ReferenceToInstance())])])])]);
}
