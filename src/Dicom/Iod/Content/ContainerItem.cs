using DicomNode.Dicom.Data;
using DicomNode.Dicom.Dictionary;

namespace DicomNode.Dicom.Iod.Content;

/// <summary>A heading. PS3.3 §C.18.8.</summary>
/// <param name="Template">Number of the template of PS3.16 that its content follows, where a reader is told.</param>
internal sealed record ContainerItem(CodedConcept Name, string? Template = null) : ContentItem("CONTAINER", Name)
{
    protected override void WriteValue(DataSet target)
    {
        target.SetString(Tags.ContinuityOfContent, "SEPARATE");
        if (Template is not null)
        {
            target.SetItems(Tags.ContentTemplateSequence, [new DataSet().SetString(Tags.MappingResource, "DCMR").SetString(Tags.TemplateIdentifier, Template)]);
        }
    }
}
