using DicomNode.Dicom.Data;
using DicomNode.Dicom.Dictionary;
using DicomNode.Dicom.Iod;

namespace DicomNode.Viewing;

/// <summary>What is kept of the header of a slice: about two kilobytes, without the patient. The rest of what was read of the file can go.</summary>
internal static class SliceHeader
{
    private static readonly Tag[] s_kept =
    [
        Tags.SpecificCharacterSet, Tags.SopClassUid, Tags.SopInstanceUid, Tags.Modality, Tags.SliceThickness, Tags.ImagerPixelSpacing, Tags.StudyInstanceUid,
        Tags.SeriesInstanceUid, Tags.InstanceNumber, Tags.ImagePositionPatient, Tags.ImageOrientationPatient, Tags.FrameOfReferenceUid, Tags.PhotometricInterpretation,
        Tags.Rows, Tags.Columns, Tags.PixelSpacing, Tags.PixelAspectRatio, Tags.BitsAllocated, Tags.PixelRepresentation, Tags.WindowCenter, Tags.WindowWidth, Tags.RescaleIntercept,
        Tags.RescaleSlope, Tags.RescaleType, Tags.WindowCenterWidthExplanation, Tags.VoilutFunction, Tags.Units, Tags.SuvType,
    ];

    public static FrameHeader Of(FrameHeader frame)
    {
        DataSet kept = new() { InheritedCharacterSet = frame.DataSet.InheritedCharacterSet };
        foreach (Tag tag in s_kept)
        {
            if (frame.DataSet[tag] is ValueElement element)
            {
                kept.Set(new ValueElement(tag, element.Vr, element.Bytes.ToArray())); // a copy: the value is a part of the whole file's bytes
            }
        }

        return frame with { DataSet = kept };
    }
}
