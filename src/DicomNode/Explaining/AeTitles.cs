using DicomNode.Dicom.Data;
using DicomNode.Dicom.Dictionary;
using DicomNode.Dicom.Encoding;

namespace DicomNode.Explaining;

/// <summary>Who is taken to have sent a file, and as whom it called us: what stands in the meta information of files that the node received.</summary>
/// <param name="Calling">Null: as the file says.</param>
/// <param name="Called">Null: as the file says.</param>
internal sealed record AeTitles(string? Calling, string? Called)
{
    public DicomFile Of(DicomFile file)
    {
        if ((Calling ?? Called) is null)
        {
            return file;
        }

        DataSet meta = file.Meta.Clone();
        if (Calling is not null)
        {
            meta.SetString(Tags.SourceApplicationEntityTitle, Calling);
        }

        if (Called is not null)
        {
            meta.SetString(Tags.ReceivingApplicationEntityTitle, Called);
        }

        return file with { Meta = meta };
    }
}
