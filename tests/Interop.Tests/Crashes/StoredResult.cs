using System.Security.Cryptography;
using DicomNode.Dicom.Data;
using DicomNode.Dicom.Dictionary;
using DicomNode.Dicom.Encoding;

namespace DicomNode.Interop.Tests.Crashes;

/// <summary>A result as the archive holds it.</summary>
/// <param name="Digest">Of the data set without the times of the job, which differ from run to run by nature.</param>
internal sealed record StoredResult(string Modality, string SopInstanceUid, string Digest)
{
    private static readonly Tag[] s_times =
    [
        Tags.InstanceCreationDate, Tags.InstanceCreationTime, Tags.SeriesDate, Tags.SeriesTime, Tags.ContentDate, Tags.ContentTime,
        Tags.StructureSetDate, Tags.StructureSetTime,
    ];

    public static StoredResult Read(string file)
    {
        DataSet dataSet = Part10File.Read(file).DataSet;
        string modality = dataSet.GetString(Tags.Modality)!, uid = dataSet.GetString(Tags.SopInstanceUid)!;
        Array.ForEach(s_times, t => dataSet.Remove(t));
        return new(modality, uid, Convert.ToHexString(SHA256.HashData(DataSetWriter.ToArray(dataSet, TransferSyntax.ImplicitVrLittleEndian))));
    }
}
