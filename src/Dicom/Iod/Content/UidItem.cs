using DicomNode.Dicom.Data;
using DicomNode.Dicom.Dictionary;

namespace DicomNode.Dicom.Iod.Content;

/// <summary>A UID as a value. PS3.3 Table C.17-5.</summary>
internal sealed record UidItem(CodedConcept Name, string Uid) : ContentItem("UIDREF", Name)
{
    protected override void WriteValue(DataSet target) => target.SetString(Tags.Uid, Uid);
}
