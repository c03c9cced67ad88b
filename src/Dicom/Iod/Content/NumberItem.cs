using DicomNode.Dicom.Data;
using DicomNode.Dicom.Dictionary;

namespace DicomNode.Dicom.Iod.Content;

/// <summary>A number with its unit. PS3.3 §C.18.1.</summary>
/// <param name="Value">Finite. The text of it has 16 characters; FloatingPointValue beside it has all digits.</param>
/// <param name="Unit">Of UCUM.</param>
internal sealed record NumberItem(CodedConcept Name, double Value, CodedConcept Unit) : ContentItem("NUM", Name)
{
    protected override void WriteValue(DataSet target) => target.SetItems(Tags.MeasuredValueSequence, [new DataSet()
        .SetNumber(Tags.NumericValue, Value)
        .SetNumber(Tags.FloatingPointValue, Value)
        .SetItems(Tags.MeasurementUnitsCodeSequence, [Unit.ToItem(target.CharacterSet)])]);
}
