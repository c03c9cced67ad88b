using DicomNode.Dicom.Data;
using DicomNode.Dicom.Dictionary;
using DicomNode.Dicom.Iod;
using DicomNode.Segmenting;

namespace DicomNode.Conformance;

/// <summary>Section 8: what stands in the objects that the node makes, by looking at some that its builders made.</summary>
internal static class ObjectsSection
{
    public static void Write(Markdown text, CancellationToken cancellationToken)
    {
        TwoSamples samples = new(cancellationToken);
        List<(string Value, string Scheme, string Meaning)> codes = [];
        text.Heading(2, "8 Annexes")
            .Heading(3, "8.1 IOD contents")
            .Paragraph("Attributes of the objects as they are made, of each sequence those of its first item. Source: *image*, the value of the images that the result is of; *fixed*, the value that is given, in every object; *made*, made for the object: "
                + "from the labels, the model's manifest, the time of the job or a hash of what it identifies; *empty*, without a value where the images have none either. Attributes that images do not have are left out or "
                + "empty as PS3.3 asks for.");
        foreach (ResultSpec spec in StatementFacts.Objects)
        {
            (DataSet one, DataSet other) = samples.Of(spec);
            string form = spec is { Kind: ResultKind.Segmentation } ? $", {spec.Segmentation!.Form} ({one.GetString(Tags.SegmentationType)})" : "";
            text.Heading(4, $"{ResultKinds.NameOf(spec.Kind)}: {Names.Of(spec.SopClassUid)}{form}")
                .Paragraph($"Modules: {string.Join(", ", ModuleMarks.Of(one))}.")
                .Table(["Attribute", "Tag", "VR", "Source"], AttributeTable.Of(one, other, samples.Source));
            codes.AddRange(FixedCodes.Of(one, other));
        }

        text.Heading(3, "8.2 Data dictionary of private attributes")
            .Paragraph("None are written. Those of received instances are kept.")
            .Heading(3, "8.3 Coded terminology and templates")
            .Paragraph("Reports follow TID 1500 with TID 1002 and TID 1411, rejection notes TID 2010. Codes that objects always use (those of segments come from the model's manifest):")
            .Table(["Code", "Scheme", "Meaning"], codes.Distinct().OrderBy(c => c.Scheme, StringComparer.Ordinal).ThenBy(c => c.Value, StringComparer.Ordinal).Select(c => (IReadOnlyList<string>)[c.Value, c.Scheme, c.Meaning]))
            .Heading(3, "8.4 Grayscale image consistency")
            .Paragraph("Nothing is displayed for diagnosis.")
            .Heading(3, "8.5 Standard extended, specialized and private SOP classes")
            .Paragraph("None.")
            .Heading(3, "8.6 Private transfer syntaxes")
            .Paragraph("None.");
    }
}
