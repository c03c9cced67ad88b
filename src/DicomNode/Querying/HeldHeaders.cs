using DicomNode.Dicom.Data;
using DicomNode.Dicom.Encoding;
using DicomNode.Storage.Files;

namespace DicomNode.Querying;

/// <summary>The header of a file in the data folder: what the index does not hold, which is everything that tells who the patient is.</summary>
internal sealed class HeldHeaders(DataFolder folder)
{
    /// <summary>A data set of the caller's own; empty when the file cannot be read: the index still says that it is there.</summary>
    public Task<DataSet> ReadAsync(string path) => Task.Run(() =>
    {
        try
        {
            return Part10File.Read(folder.FullPath(path), DataSetReadOptions.Header).DataSet;
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException or DicomDataException)
        {
            return new DataSet();
        }
    });
}
