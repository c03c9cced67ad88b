using DicomNode.Dicom.Data;
using DicomNode.Dicom.Dictionary;

namespace DicomNode.Dicom.Iod.Content;

/// <summary>A coded value. PS3.3 Table C.17-5.</summary>
internal sealed record CodeItem(CodedConcept Name, CodedConcept Value) : ContentItem("CODE", Name)
{
    protected override void WriteValue(DataSet target) => target.SetItems(Tags.ConceptCodeSequence, [Value.ToItem(target.CharacterSet)]);
}
