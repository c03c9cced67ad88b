using DicomNode.Dicom.Data;
using DicomNode.Dicom.Dictionary;

namespace DicomNode.Dicom.Iod;

/// <summary>One image of the source series, or one frame of a multi-frame image: its header, and where it lies.</summary>
public sealed class SourceSlice
{
    private PatientPoint? _position;

    internal SourceSlice(FrameHeader frame)
    {
        (Header, FrameNumber) = frame;
        SopClassUid = Required(Header, Tags.SopClassUid);
        SopInstanceUid = Required(Header, Tags.SopInstanceUid);
    }

    /// <summary>The data set of the image; pixel data are not looked at and need not be there. Of a frame: with what its functional groups say in the places of a single image.</summary>
    public DataSet Header { get; }

    /// <summary>From 1; null for an image of a single-frame class.</summary>
    public int? FrameNumber { get; }

    public string SopClassUid { get; }

    public string SopInstanceUid { get; }

    /// <summary>The centre of the first pixel.</summary>
    /// <exception cref="DicomDataException">The image lies nowhere in space.</exception>
    public PatientPoint Position => _position ??= Header.GetDoubles(Tags.ImagePositionPatient) is [double x, double y, double z]
        ? new(x, y, z)
        : throw new DicomDataException($"{Tags.ImagePositionPatient} ImagePositionPatient has not three values.", Tags.ImagePositionPatient);

    /// <summary>The image, with the number of the frame, as an item of a sequence that references images. PS3.3 Table 10-3.</summary>
    internal DataSet Reference() => FrameNumber is int frame ? ReferenceToInstance().SetNumber(Tags.ReferencedFrameNumber, frame) : ReferenceToInstance();

    /// <summary>The image as an item of a sequence that references instances. PS3.3 Table 10-11.</summary>
    internal DataSet ReferenceToInstance() => InstanceReference.To(SopClassUid, SopInstanceUid);

    internal static string Required(DataSet header, Tag tag) =>
        header.GetString(tag) ?? throw new DicomDataException($"{tag} {DicomDictionary.Find(tag)?.Keyword} is missing in the source series.", tag);
}
