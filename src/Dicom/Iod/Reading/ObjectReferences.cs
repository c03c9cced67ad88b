using DicomNode.Dicom.Data;
using DicomNode.Dicom.Dictionary;

namespace DicomNode.Dicom.Iod.Reading;

/// <summary>What a segmentation or a structure set says it was made from.</summary>
public static class ObjectReferences
{
    /// <summary>SeriesInstanceUIDs: ReferencedSeriesSequence, and that of RT Referenced Study Sequence. Objects name series that are not at hand, or none.</summary>
    public static IReadOnlyList<string> SeriesOf(DataSet dataSet) =>
    [
        .. dataSet.GetItems(Tags.ReferencedSeriesSequence)
            .Concat(dataSet.GetItems(Tags.ReferencedFrameOfReferenceSequence)
                .SelectMany(f => f.GetItems(Tags.RtReferencedStudySequence)).SelectMany(s => s.GetItems(Tags.RtReferencedSeriesSequence)))
            .Select(s => s.GetString(Tags.SeriesInstanceUid)).OfType<string>().Distinct(),
    ];
}
