using System.Buffers.Binary;
using DicomNode.Dicom.Data;
using DicomNode.Dicom.Dictionary;
using DicomNode.Dicom.Encoding;
using DicomNode.Dicom.Network;

namespace DicomNode.Bench;

/// <summary>A multi-frame instance of any size that nobody holds in memory: 512×512 frames of 16 bits, made while it is read.</summary>
internal static class LargeInstance
{
    private const int FrameBytes = 512 * 512 * sizeof(ushort);

    public const string SopClassUid = Uids.MultiFrameGrayscaleWordSecondaryCaptureImageStorage;

    public static InstanceSource Of(int megabytes)
    {
        int frames = megabytes * 1_000_000 / FrameBytes;
        string uid = $"2.25.4712{Seeds.Next():D6}";
        byte[] front = DataSetWriter.ToArray(
            new DataSet()
                .SetString(Tags.SopClassUid, SopClassUid)
                .SetString(Tags.SopInstanceUid, uid)
                .SetString(Tags.Modality, "OT")
                .SetString(Tags.PatientId, "LARGE")
                .SetString(Tags.StudyInstanceUid, uid + ".1")
                .SetString(Tags.SeriesInstanceUid, uid + ".2")
                .SetNumber(Tags.SamplesPerPixel, 1)
                .SetString(Tags.PhotometricInterpretation, "MONOCHROME2")
                .SetNumber(Tags.NumberOfFrames, frames)
                .SetNumber(Tags.Rows, 512)
                .SetNumber(Tags.Columns, 512)
                .SetNumber(Tags.BitsAllocated, 16)
                .SetNumber(Tags.BitsStored, 16)
                .SetNumber(Tags.HighBit, 15)
                .SetNumber(Tags.PixelRepresentation, 0),
            TransferSyntax.ExplicitVrLittleEndian);
        byte[] pixelData = [0xE0, 0x7F, 0x10, 0x00, (byte)'O', (byte)'W', 0, 0, 0, 0, 0, 0];
        BinaryPrimitives.WriteInt32LittleEndian(pixelData.AsSpan(8), frames * FrameBytes);
        return new(SopClassUid, uid, TransferSyntax.ExplicitVrLittleEndian.Uid, new PatternStream([.. front, .. pixelData], (long)frames * FrameBytes));
    }
}
