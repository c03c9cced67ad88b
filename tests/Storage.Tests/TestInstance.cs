using System.Security.Cryptography;
using System.Text;
using DicomNode.Dicom.Data;
using DicomNode.Dicom.Dictionary;
using DicomNode.Dicom.Encoding;
using DicomNode.Storage.Files;
using DicomNode.Storage.Ledgers;

namespace DicomNode.Storage.Tests;

/// <summary>Small instances made by code, and their way into files and rows.</summary>
internal static class TestInstance
{
    public const string SeriesUid = "1.2.3.4", CtImage = "1.2.840.10008.5.1.4.1.1.2", ExplicitLittleEndian = "1.2.840.10008.1.2.1";

    public static byte[] Head(string sopInstanceUid)
    {
        using var head = new MemoryStream();
        Part10File.WriteMeta(head, CtImage, sopInstanceUid, ExplicitLittleEndian, "SCANNER");
        return head.ToArray();
    }

    public static byte[] DataSet(string series, string sopInstanceUid, string comment = "")
    {
        var dataSet = new DataSet();
        dataSet.SetString(Tags.SopClassUid, CtImage);
        dataSet.SetString(Tags.SopInstanceUid, sopInstanceUid);
        dataSet.SetString(Tags.Modality, "CT");
        dataSet.SetString(Tags.StudyInstanceUid, "1.2.3");
        dataSet.SetString(Tags.SeriesInstanceUid, series);
        dataSet.SetString(Tags.FrameOfReferenceUid, "1.2.3.9");
        if (comment.Length > 0)
        {
            dataSet.SetString(Tags.ImageComments, comment);
        }

        return DataSetWriter.ToArray(dataSet, TransferSyntax.ExplicitVrLittleEndian);
    }

    public static async Task<StoredInstance> StoreAsync(this InstanceFiles files, string series, string sopInstanceUid, string comment = "")
    {
        await using IncomingInstance incoming = files.Begin(Head(sopInstanceUid));
        await incoming.WriteAsync(DataSet(series, sopInstanceUid, comment), default);
        return await incoming.CommitAsync(series, sopInstanceUid, default);
    }

    public static Task<StoredInstance> StoreAsync(this ResultFiles files, string sopInstanceUid, string comment = "") => files.WriteAsync(
        sopInstanceUid,
        (stream, cancellationToken) => stream.WriteAsync((byte[])[.. new byte[128], .. Head(sopInstanceUid), .. DataSet("1.2.3.99", sopInstanceUid, comment)], cancellationToken).AsTask(),
        default);

    /// <summary>A row for a file that nobody looks at.</summary>
    public static ReceivedInstance Received(string series, string sopInstanceUid, DateTime at, string folder = "series")
    {
        string digest = Convert.ToHexStringLower(SHA256.HashData(Encoding.ASCII.GetBytes(sopInstanceUid)));
        var file = new StoredInstance($"{folder}/{series}/{sopInstanceUid}.dcm", digest, 1000, folder == "series" ? StoreOutcome.Stored : StoreOutcome.Conflict);
        return new ReceivedInstance(file, "1.2.3", series, sopInstanceUid, CtImage, ExplicitLittleEndian, "CT", "1.2.3.9", "SCANNER", at);
    }
}
