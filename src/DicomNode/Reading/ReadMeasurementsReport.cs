using System.Globalization;
using DicomNode.Dicom.Data;
using DicomNode.Dicom.Dictionary;
using DicomNode.Dicom.Iod.Reading;

namespace DicomNode.Reading;

/// <summary>What was read of a report of measurements: <c>read-result --json</c> of one is this record.</summary>
/// <param name="Kind">"SR".</param>
/// <param name="Title">The meaning of the document's title.</param>
/// <param name="Comments">Sentences outside of groups.</param>
public sealed record ReadMeasurementsReport(string Kind, string SopInstanceUid, string Title, IReadOnlyList<ReadGroupReport> Groups, IReadOnlyList<string> Comments)
{
    /// <exception cref="DicomDataException">It is no such report.</exception>
    public static ReadMeasurementsReport Of(DataSet dataSet)
    {
        StoredReport read = StoredReport.Open(dataSet);
        return new("SR", dataSet.GetString(Tags.SopInstanceUid) ?? "", read.Title.Meaning, [.. read.Groups.Select(ReadGroupReport.Of)], read.Comments);
    }

    public override string ToString() => string.Join('\n', [.. Groups.Select(g => g.ToString()), .. Comments, $"{Title}: {Groups.Count} groups of measurements."]);
}

/// <param name="Finding">Meaning of the code, as <paramref name="Site"/> and <paramref name="Laterality"/> are.</param>
/// <param name="SegmentationUid">SOP Instance UID of what was measured, <paramref name="Segment"/> the number in it.</param>
public sealed record ReadGroupReport(
    string? TrackingId, string? TrackingUid, string? Finding, string? Site, string? Laterality, string? SegmentationUid, int? Segment, string? SourceSeriesUid, IReadOnlyList<ReadMeasurementReport> Measurements)
{
    public static ReadGroupReport Of(StoredMeasurementGroup group) => new(
        group.TrackingId, group.TrackingUid, group.Finding?.Meaning, group.Site?.Meaning, group.Laterality?.Meaning, group.Segment?.SopInstanceUid, group.Segment?.Number, group.SourceSeriesUid,
        [.. group.Measurements.Select(ReadMeasurementReport.Of)]);

    public override string ToString() => string.Join(
        "\n    ", [$"{TrackingId ?? Finding ?? "without a name"}{(Segment is int number ? $", segment {number.ToString(CultureInfo.InvariantCulture)} of {SegmentationUid}" : "")}", .. Measurements.Select(m => m.ToString())]);
}

/// <param name="Unit">In UCUM.</param>
public sealed record ReadMeasurementReport(string? Name, string? Derivation, double? Value, string? Unit, string? Qualifier)
{
    public static ReadMeasurementReport Of(StoredMeasurement read) => new(read.Name?.Meaning, read.Derivation?.Meaning, read.Value, read.Unit?.Value, read.Qualifier?.Meaning);

    public override string ToString() => string.Create(
        CultureInfo.InvariantCulture, $"{Name}{(Derivation is null ? "" : $", {Derivation}")}: {(Value is double value ? $"{value} {Unit}" : "no value")}{(Qualifier is null ? "" : $" ({Qualifier})")}");
}
