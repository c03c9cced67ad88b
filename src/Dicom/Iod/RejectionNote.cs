using System.Globalization;
using DicomNode.Dicom.Data;
using DicomNode.Dicom.Dictionary;
using DicomNode.Dicom.Iod.Content;

namespace DicomNode.Dicom.Iod;

/// <summary>
/// A Key Object Selection Document (PS3.3 §A.35.4, template TID 2010 of PS3.16) that rejects results of ours which newer ones replace: archives that follow
/// IHE's Imaging Object Change Management hide what it names. It lies in a series of its own in the study of what it rejects.
/// </summary>
public static class RejectionNote
{
    private const int SeriesNumberOffset = 90;

    /// <param name="rejected">The result objects, at least one, all of one study; pixel data need not be there.</param>
    /// <param name="cause">Names what replaces them, such as the digest of the newer input: the same cause gives the same UIDs.</param>
    /// <param name="reason">Why, in one sentence for the reader of the study; ASCII.</param>
    /// <param name="time">Of the job that replaces them.</param>
    /// <param name="equipment">Of the product that made them.</param>
    public static ResultObject Build(IReadOnlyList<DataSet> rejected, string cause, string reason, DateTimeOffset time, ResultEquipment equipment)
    {
        ArgumentOutOfRangeException.ThrowIfZero(rejected.Count, nameof(rejected));
        DataSet[] ordered = [.. rejected.OrderBy(r => r.GetString(Tags.SopInstanceUid), StringComparer.Ordinal)];
        DataSet study = ordered[0];
        string[] identity = [cause, .. ordered.Select(r => SourceSlice.Required(r, Tags.SopInstanceUid))];
        (string date, string clock) = (time.ToString("yyyyMMdd", CultureInfo.InvariantCulture), time.ToString("HHmmss", CultureInfo.InvariantCulture));

        DataSet note = new DataSet().CopyFrom(study, Tags.SpecificCharacterSet, Tags.TimezoneOffsetFromUtc);
        PatientStudyModule.Write(note, study);
        GeneralEquipmentModule.Write(note, equipment)
            .SetString(Tags.SopClassUid, Uids.KeyObjectSelectionDocumentStorage)
            .SetString(Tags.SopInstanceUid, ResultUids.Derive(["rejection instance", .. identity]))
            .SetString(Tags.InstanceCreationDate, date).SetString(Tags.InstanceCreationTime, clock)
            .SetString(Tags.Modality, "KO")
            .SetString(Tags.SeriesInstanceUid, ResultUids.Derive(["rejection series", .. identity]))
            .SetNumber(Tags.SeriesNumber, SeriesNumber(study))
            .SetString(Tags.SeriesDescription, Codes.RejectedForQuality.Meaning)
            .SetString(Tags.SeriesDate, date).SetString(Tags.SeriesTime, clock)
            .SetEmpty(Tags.ReferencedPerformedProcedureStepSequence)
            .SetNumber(Tags.InstanceNumber, 1)
            .SetString(Tags.ContentDate, date).SetString(Tags.ContentTime, clock)
            .SetItems(Tags.CurrentRequestedProcedureEvidenceSequence, [Evidence(study, ordered)]);
        new ContainerItem(Codes.RejectedForQuality, "2010")
        {
            Children = [new TextItem(Codes.KeyObjectDescription, reason), .. ordered.Select(Item)],
        }.WriteTo(note);
        return new(ResultKind.RejectionNote, note, RequiresImplicitVr: false);
    }

    private static DataSet Evidence(DataSet study, IEnumerable<DataSet> rejected) => InstanceReference.ToStudy(
        SourceSlice.Required(study, Tags.StudyInstanceUid),
        rejected.GroupBy(r => SourceSlice.Required(r, Tags.SeriesInstanceUid)).Select(series => (series.Key, (IReadOnlyList<DataSet>)[.. series.Select(InstanceReference.To)])));

    /// <summary>Reports and structure sets have no pixels.</summary>
    private static ReferenceItem Item(DataSet rejected) =>
        new(rejected.Contains(Tags.Rows) ? "IMAGE" : "COMPOSITE", null, InstanceReference.To(rejected));

    private static int SeriesNumber(DataSet result)
    {
        int number = result.GetInt32(Tags.SeriesNumber) ?? 0;
        return number - (number % 100) + SeriesNumberOffset;
    }
}
