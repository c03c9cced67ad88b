using DicomNode.Dicom.Data;
using DicomNode.Dicom.Dictionary;

namespace DicomNode.Dicom.Iod.Content;

/// <summary>Names an instance. PS3.3 §C.18.3, §C.18.4.</summary>
/// <param name="ValueType">IMAGE, or COMPOSITE for what has no pixels.</param>
/// <param name="Reference">SOP class and instance, and where in it. Not shared with another item.</param>
internal sealed record ReferenceItem(string ValueType, CodedConcept? Name, DataSet Reference) : ContentItem(ValueType, Name)
{
    protected override void WriteValue(DataSet target) => target.SetItems(Tags.ReferencedSopSequence, [Reference]);
}
