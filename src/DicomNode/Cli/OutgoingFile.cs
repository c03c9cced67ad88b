using DicomNode.Dicom.Data;
using DicomNode.Dicom.Dictionary;
using DicomNode.Dicom.Encoding;

namespace DicomNode.Cli;

/// <summary>A Part 10 file that can be sent as it is: its data set goes out byte for byte.</summary>
internal sealed record OutgoingFile(string Path, string SopClassUid, string SopInstanceUid, string TransferSyntaxUid, long DataSetOffset)
{
    /// <exception cref="DicomDataException">Not a DICOM file, or one that does not say which instance it is.</exception>
    public static OutgoingFile Read(string path)
    {
        Part10Header header = Part10Header.Read(path);
        (string? sopClass, string? instance) = (header.MediaStorageSopClassUid, header.MediaStorageSopInstanceUid);
        if (sopClass is null || instance is null)
        {
            DataSet dataSet = Part10File.Read(path, DataSetReadOptions.Header).DataSet;
            (sopClass, instance) = (dataSet.GetString(Tags.SopClassUid), dataSet.GetString(Tags.SopInstanceUid));
        }

        return sopClass is not null && instance is not null
            ? new(path, sopClass, instance, header.TransferSyntax.Uid, header.DataSetOffset)
            : throw new DicomDataException("it names no SOP class or no SOP instance.");
    }
}
