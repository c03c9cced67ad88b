using System.Security.Cryptography;
using DicomNode.Dicom.Data;
using DicomNode.Dicom.Dictionary;
using DicomNode.Dicom.Encoding;

namespace DicomNode.Interop.Tests.Network;

/// <summary>Small CT instances as Part 10 files.</summary>
internal static class TestInstances
{
    private const int Size = 256;

    /// <returns>The SOP Instance UID.</returns>
    public static string Write(string path, int number, TransferSyntax transferSyntax)
    {
        string uid = $"2.25.1000{number}";
        byte[] pixels = new byte[Size * Size * 2];
        new Random(number).NextBytes(pixels);
        DataSet instance = new DataSet()
            .SetString(Tags.SopClassUid, Uids.CtImageStorage)
            .SetString(Tags.SopInstanceUid, uid)
            .SetString(Tags.StudyInstanceUid, "2.25.1")
            .SetString(Tags.SeriesInstanceUid, "2.25.2")
            .SetString(Tags.Modality, "CT")
            .SetString(Tags.PatientId, "TEST")
            .SetNumber(Tags.InstanceNumber, number)
            .SetNumber(Tags.SamplesPerPixel, 1)
            .SetString(Tags.PhotometricInterpretation, "MONOCHROME2")
            .SetNumber(Tags.Rows, Size)
            .SetNumber(Tags.Columns, Size)
            .SetNumber(Tags.BitsAllocated, 16)
            .SetNumber(Tags.BitsStored, 16)
            .SetNumber(Tags.HighBit, 15)
            .SetNumber(Tags.PixelRepresentation, 1)
            .SetBytes(Tags.PixelData, Vr.OW, pixels);
        Part10File.Write(path, instance, transferSyntax);
        return uid;
    }

    /// <summary>Digest of the bytes behind the file meta information.</summary>
    public static string DataSetSha256(string path)
    {
        byte[] file = File.ReadAllBytes(path);
        return Convert.ToHexString(SHA256.HashData(file.AsSpan((int)Part10Header.Read(path).DataSetOffset)));
    }
}
