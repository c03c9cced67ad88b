using DicomNode.Dicom.Data;
using DicomNode.Dicom.Dictionary;

namespace DicomNode.Dicom.Iod;

/// <summary>Items that name instances. PS3.3 Table 10-11 (SOP Instance Reference Macro), §C.17.2.1 (Hierarchical SOP Instance Reference Macro).</summary>
internal static class InstanceReference
{
    public static DataSet To(string sopClassUid, string sopInstanceUid) => new DataSet()
        .SetString(Tags.ReferencedSopClassUid, sopClassUid)
        .SetString(Tags.ReferencedSopInstanceUid, sopInstanceUid);

    public static DataSet To(DataSet instance) =>
        To(SourceSlice.Required(instance, Tags.SopClassUid), SourceSlice.Required(instance, Tags.SopInstanceUid));

    /// <summary>Study, series, instances: the item of an evidence sequence.</summary>
    /// <param name="series">Each with at least one instance.</param>
    public static DataSet ToStudy(string studyInstanceUid, IEnumerable<(string SeriesInstanceUid, IReadOnlyList<DataSet> Instances)> series) => new DataSet()
        .SetString(Tags.StudyInstanceUid, studyInstanceUid)
        .SetItems(Tags.ReferencedSeriesSequence, [.. series.Select(s => new DataSet()
            .SetString(Tags.SeriesInstanceUid, s.SeriesInstanceUid)
            .SetItems(Tags.ReferencedSopSequence, s.Instances))]);
}
