using DicomNode.Dicom.Data;
using DicomNode.Dicom.Dictionary;
using DicomNode.Dicom.Encoding;

namespace DicomNode.Demo;

/// <summary>Reads the volumes of a measurement report. PS3.16 TID 1500, TID 1411.</summary>
internal static class MeasuredVolumes
{
    private const string Measurements = "126010", TrackingIdentifier = "112039", Volume = "118565006";

    /// <summary>In ml, by Tracking Identifier.</summary>
    /// <exception cref="DicomDataException">The file cannot be read.</exception>
    public static IReadOnlyDictionary<string, double> Read(string path) => Children(Part10File.Read(path).DataSet, Measurements)
        .SelectMany(m => m.GetItems(Tags.ContentSequence))
        .ToDictionary(g => Children(g, TrackingIdentifier).Single().GetString(Tags.TextValue)!, MillilitresOf, StringComparer.Ordinal);

    private static double MillilitresOf(DataSet group) =>
        Children(group, Volume).Single().GetItems(Tags.MeasuredValueSequence)[0].GetDouble(Tags.NumericValue)!.Value / 1000; // mm³

    private static IEnumerable<DataSet> Children(DataSet item, string code) =>
        item.GetItems(Tags.ContentSequence).Where(c => c.GetItems(Tags.ConceptNameCodeSequence) is [DataSet name, ..] && name.GetString(Tags.CodeValue) == code);
}
