using DicomNode.Dicom.Data;
using DicomNode.Dicom.Dictionary;

namespace DicomNode.Dicom.Iod;

/// <summary>One image of the source series: its header, and where it lies.</summary>
public sealed class SourceSlice
{
    internal SourceSlice(DataSet header)
    {
        Header = header;
        SopClassUid = Required(header, Tags.SopClassUid);
        SopInstanceUid = Required(header, Tags.SopInstanceUid);
        Position = header.GetDoubles(Tags.ImagePositionPatient) is [double x, double y, double z]
            ? new(x, y, z)
            : throw new DicomDataException($"{Tags.ImagePositionPatient} ImagePositionPatient has not three values.", Tags.ImagePositionPatient);
    }

    /// <summary>The data set of the image; pixel data are not looked at and need not be there.</summary>
    public DataSet Header { get; }

    public string SopClassUid { get; }

    public string SopInstanceUid { get; }

    /// <summary>The centre of the first pixel.</summary>
    public PatientPoint Position { get; }

    /// <summary>The image as an item of a sequence that references instances. PS3.3 Table 10-11.</summary>
    internal DataSet Reference() => InstanceReference.To(SopClassUid, SopInstanceUid);

    internal static string Required(DataSet header, Tag tag) =>
        header.GetString(tag) ?? throw new DicomDataException($"{tag} {DicomDictionary.Find(tag)?.Keyword} is missing in the source series.", tag);
}
