using DicomNode.Dicom.Data;
using DicomNode.Dicom.Dictionary;

namespace DicomNode.Dicom.Iod.Reading;

/// <summary>A number of a report.</summary>
/// <param name="Value">Null: it could not be measured, and <paramref name="Qualifier"/> may say why.</param>
/// <param name="Unit">Of UCUM.</param>
/// <param name="Derivation">Mean, standard deviation and the like; null: it is the thing itself.</param>
/// <param name="Qualifier">What is said in place of a value, or about it.</param>
public sealed record StoredMeasurement(CodedConcept? Name, double? Value, CodedConcept? Unit, CodedConcept? Derivation, CodedConcept? Qualifier)
{
    internal static StoredMeasurement Of(DataSet item)
    {
        DataSet? measured = item.GetItems(Tags.MeasuredValueSequence) is [DataSet first, ..] ? first : null;
        DataSet? derived = item.GetItems(Tags.ContentSequence).FirstOrDefault(c => StoredReport.Concept(c)?.Is(ReportCodes.Derivation) == true);
        return new(
            StoredReport.Concept(item),
            measured?.GetDouble(Tags.FloatingPointValue) ?? measured?.GetDouble(Tags.NumericValue), // the text of the latter has 16 characters
            measured is null ? null : StoredReport.Code(measured, Tags.MeasurementUnitsCodeSequence),
            derived is null ? null : StoredReport.Code(derived, Tags.ConceptCodeSequence),
            StoredReport.Code(item, Tags.NumericValueQualifierCodeSequence));
    }
}
