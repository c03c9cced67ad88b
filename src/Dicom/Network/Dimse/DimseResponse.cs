using DicomNode.Dicom.Data;
using DicomNode.Dicom.Encoding;

namespace DicomNode.Dicom.Network.Dimse;

/// <summary>A response to a request of ours.</summary>
/// <param name="DataSet">Empty when the response has none.</param>
/// <param name="TransferSyntaxUid">Of the presentation context.</param>
internal readonly record struct DimseResponse(CommandSet Command, ReadOnlyMemory<byte> DataSet, string TransferSyntaxUid)
{
    public DimseStatus Status => Command.Status!.Value;

    /// <summary>Empty when the response has none.</summary>
    /// <exception cref="DicomProtocolException">The bytes are no data set.</exception>
    public DataSet ReadDataSet()
    {
        try
        {
            return DataSetReader.Read(DataSet, TransferSyntax.Find(TransferSyntaxUid)!);
        }
        catch (DicomDataException e)
        {
            throw new DicomProtocolException($"The data set of a response cannot be read: {e.Message}", e);
        }
    }
}
