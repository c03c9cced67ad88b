using DicomNode.Dicom.Data;
using DicomNode.Dicom.Dictionary;

namespace DicomNode.Dicom.Iod.Reading;

/// <summary>What a report says of one thing that was measured: TID 1411, 1410 or 1501.</summary>
public sealed record StoredMeasurementGroup
{
    /// <summary>Retired codes of SNOMED that say the same (SRT).</summary>
    private static readonly CodedConcept s_oldSite = new("G-C0E3", "SRT", ""), s_oldLaterality = new("G-C171", "SRT", "");

    public string? TrackingId { get; init; }

    public string? TrackingUid { get; init; }

    public CodedConcept? Finding { get; init; }

    public CodedConcept? Site { get; init; }

    public CodedConcept? Laterality { get; init; }

    /// <summary>The segmentation that was measured, and the number of the segment in it.</summary>
    public (string SopInstanceUid, int Number)? Segment { get; init; }

    /// <summary>Series that the segmentation was made of.</summary>
    public string? SourceSeriesUid { get; init; }

    /// <summary>In the order of the group.</summary>
    public IReadOnlyList<StoredMeasurement> Measurements { get; init; } = [];

    internal static StoredMeasurementGroup Of(DataSet group)
    {
        StoredMeasurementGroup read = new();
        List<StoredMeasurement> measurements = [];
        foreach (DataSet item in group.GetItems(Tags.ContentSequence))
        {
            if (item.GetString(Tags.ValueType) == "NUM")
            {
                measurements.Add(StoredMeasurement.Of(item));
            }
            else if (StoredReport.Concept(item) is { } name)
            {
                read = Take(read, name, item);
            }
        }

        return read with { Measurements = measurements };
    }

    private static StoredMeasurementGroup Take(StoredMeasurementGroup read, CodedConcept name, DataSet item) => item.GetString(Tags.ValueType) switch
    {
        "TEXT" when name.Is(ReportCodes.TrackingId) => read with { TrackingId = item.GetString(Tags.TextValue) },
        "UIDREF" when name.Is(ReportCodes.TrackingUid) => read with { TrackingUid = item.GetString(Tags.Uid) },
        "UIDREF" when name.Is(ReportCodes.SourceSeries) => read with { SourceSeriesUid = item.GetString(Tags.Uid) },
        "CODE" when name.Is(ReportCodes.Finding) => read with { Finding = StoredReport.Code(item, Tags.ConceptCodeSequence) },
        "CODE" when name.Is(ReportCodes.FindingSite) || name.Is(s_oldSite) => read with
        {
            Site = StoredReport.Code(item, Tags.ConceptCodeSequence),
            Laterality = item.GetItems(Tags.ContentSequence).FirstOrDefault(c => StoredReport.Concept(c) is { } side && (side.Is(ReportCodes.Laterality) || side.Is(s_oldLaterality))) is { } modifier
                ? StoredReport.Code(modifier, Tags.ConceptCodeSequence) : read.Laterality,
        },
        "IMAGE" when item.GetItems(Tags.ReferencedSopSequence) is [DataSet reference, ..] && reference.GetInt32(Tags.ReferencedSegmentNumber) is int number
            && reference.GetString(Tags.ReferencedSopInstanceUid) is string uid => read with { Segment = (uid, number) },
        _ => read,
    };
}
