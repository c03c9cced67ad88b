using DicomNode.Dicom.Data;
using DicomNode.Dicom.Dictionary;
using DicomNode.Dicom.Encoding;

namespace DicomNode.Viewing;

/// <summary>Whose images they are and what was taken, for the page: read from a file at request, kept and logged nowhere.</summary>
internal static class PatientHeader
{
    private static readonly Tag[] s_ofPatient = [Tags.PatientName, Tags.PatientId, Tags.PatientBirthDate, Tags.PatientSex, Tags.PatientAge, Tags.AccessionNumber];

    private static readonly Tag[] s_ofImages =
    [
        Tags.StudyDate, Tags.StudyTime, Tags.StudyDescription, Tags.SeriesDate, Tags.SeriesTime, Tags.SeriesNumber, Tags.SeriesDescription, Tags.ProtocolName, Tags.BodyPartExamined,
        Tags.Modality, Tags.Manufacturer, Tags.ManufacturerModelName, Tags.InstitutionName, Tags.ConvolutionKernel, Tags.SliceThickness, Tags.Kvp, Tags.PatientPosition, Tags.ContrastBolusAgent,
    ];

    /// <returns>Keyword and text of what is there, in the order above; several values are joined by a backslash.</returns>
    /// <exception cref="DicomDataException">The file cannot be read.</exception>
    public static IReadOnlyDictionary<string, string> Read(string path, bool withPatient)
    {
        DataSet header = Part10File.Read(path, DataSetReadOptions.Header).DataSet;
        Dictionary<string, string> texts = [];
        foreach (Tag tag in withPatient ? [.. s_ofPatient, .. s_ofImages] : s_ofImages)
        {
            if (string.Join('\\', header.GetStrings(tag)) is { Length: > 0 } text)
            {
                texts[char.ToLowerInvariant(DicomDictionary.Find(tag)!.Keyword[0]) + DicomDictionary.Find(tag)!.Keyword[1..]] = text;
            }
        }

        return texts;
    }
}
