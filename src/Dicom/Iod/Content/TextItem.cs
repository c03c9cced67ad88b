using DicomNode.Dicom.Data;
using DicomNode.Dicom.Dictionary;

namespace DicomNode.Dicom.Iod.Content;

/// <summary>Free text. PS3.3 Table C.17-5.</summary>
internal sealed record TextItem(CodedConcept Name, string Text) : ContentItem("TEXT", Name)
{
    protected override void WriteValue(DataSet target) => target.SetString(Tags.TextValue, Text);
}
