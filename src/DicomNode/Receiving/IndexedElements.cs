using DicomNode.Assembling;
using DicomNode.Dicom.Data;
using DicomNode.Dicom.Network;
using DicomNode.Storage.Files;
using DicomNode.Storage.Ledgers;
using ElementTags = DicomNode.Dicom.Dictionary.Tags;

namespace DicomNode.Receiving;

/// <summary>The elements of an instance that its row in the index, and the count of its series, need.</summary>
internal static class IndexedElements
{
    /// <summary>Picked while the bytes pass.</summary>
    public static IReadOnlySet<Tag> Wanted { get; } = (HashSet<Tag>)
    [
        ElementTags.SopClassUid, ElementTags.SopInstanceUid, ElementTags.Modality,
        ElementTags.StudyInstanceUid, ElementTags.SeriesInstanceUid, ElementTags.FrameOfReferenceUid,
        .. SeriesArrivals.Needed,
    ];

    /// <summary>The first UID without which an instance belongs nowhere: it is absent, or something that may not stand in a log line or a row. Null when all are there.</summary>
    public static Tag? Missing(DataSet elements) =>
        !UidRule.IsValid(elements.GetString(ElementTags.StudyInstanceUid)) ? ElementTags.StudyInstanceUid
        : !UidRule.IsValid(elements.GetString(ElementTags.SeriesInstanceUid)) ? ElementTags.SeriesInstanceUid
        : null;

    public static ReceivedInstance ToRow(DataSet elements, StoreRequest request, StoredInstance file, DateTime receivedAt) => new(
        file,
        elements.GetString(ElementTags.StudyInstanceUid)!,
        elements.GetString(ElementTags.SeriesInstanceUid)!,
        request.AffectedSopInstanceUid,
        request.AffectedSopClassUid,
        request.TransferSyntaxUid,
        elements.GetString(ElementTags.Modality),
        elements.GetString(ElementTags.FrameOfReferenceUid),
        request.CallingAeTitle,
        receivedAt);
}
