using DicomNode.Dicom.Data;
using DicomNode.Dicom.Dictionary;

namespace DicomNode.Dicom.Iod.Reading;

/// <summary>
/// A report of measurements of any maker (TID 1500): its groups, wherever in the tree they stand, and what is said in words. What the reader does not know is passed over; nothing
/// of it is held against other objects here.
/// </summary>
public sealed class StoredReport
{
    private const int DeepestLevel = 32;

    private static readonly string[] s_classes =
        [Uids.BasicTextSrStorage, Uids.EnhancedSrStorage, Uids.ComprehensiveSrStorage, Uids.Comprehensive3DsrStorage, Uids.ExtensibleSrStorage];

    private StoredReport(DataSet dataSet)
    {
        Title = Concept(dataSet) ?? throw new DicomDataException($"{Tags.ConceptNameCodeSequence}: the report has no title.", Tags.ConceptNameCodeSequence);
        List<StoredMeasurementGroup> groups = [];
        List<string> comments = [];
        Collect(dataSet, groups, comments, DeepestLevel);
        (Groups, Comments) = (groups, comments);
    }

    /// <summary>(126000, DCM, "Imaging Measurement Report") of a report after TID 1500.</summary>
    public CodedConcept Title { get; }

    /// <summary>In the order of the document.</summary>
    public IReadOnlyList<StoredMeasurementGroup> Groups { get; }

    /// <summary>Sentences outside of groups.</summary>
    public IReadOnlyList<string> Comments { get; }

    public static bool IsOne(DataSet dataSet) => dataSet.GetString(Tags.SopClassUid) is string sopClass && s_classes.Contains(sopClass);

    /// <exception cref="DicomDataException">It is no structured report, or its tree is no tree.</exception>
    public static StoredReport Open(DataSet dataSet) => IsOne(dataSet)
        ? new(dataSet)
        : throw new DicomDataException($"{Tags.SopClassUid}: {dataSet.GetString(Tags.SopClassUid)} is no structured report of measurements.", Tags.SopClassUid);

    internal static CodedConcept? Concept(DataSet item) => Code(item, Tags.ConceptNameCodeSequence);

    internal static CodedConcept? Code(DataSet item, Tag sequence) => item.GetItems(sequence) is [DataSet code, ..] ? CodedConcept.Of(code) : null;

    private static void Collect(DataSet container, List<StoredMeasurementGroup> groups, List<string> comments, int levels)
    {
        if (levels == 0)
        {
            throw new DicomDataException($"{Tags.ContentSequence}: items lie in each other more than {DeepestLevel} deep.", Tags.ContentSequence);
        }

        foreach (DataSet item in container.GetItems(Tags.ContentSequence))
        {
            switch (item.GetString(Tags.ValueType))
            {
                case "CONTAINER" when Concept(item) is { } name && name.Is(ReportCodes.Group):
                    groups.Add(StoredMeasurementGroup.Of(item));
                    break;
                case "CONTAINER":
                    Collect(item, groups, comments, levels - 1);
                    break;
                case "TEXT" when item.GetString(Tags.RelationshipType) == "CONTAINS" && item.GetString(Tags.TextValue) is string text:
                    comments.Add(text);
                    break;
            }
        }
    }
}
