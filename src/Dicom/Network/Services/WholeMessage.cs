using System.Buffers;
using DicomNode.Dicom.Data;
using DicomNode.Dicom.Encoding;
using DicomNode.Dicom.Network.Dimse;

namespace DicomNode.Dicom.Network.Services;

/// <summary>The data set of a request that is read as a whole, within a limit.</summary>
internal sealed class WholeMessage(IncomingRequest request, int limit)
{
    private readonly DataSetBuffer _bytes = new(limit);

    public TransferSyntax TransferSyntax { get; } = TransferSyntax.Find(request.Context.TransferSyntaxUid)!;

    public bool IsOverLimit => _bytes.IsOverLimit;

    public void Add(ReadOnlySequence<byte> fragment) => _bytes.Add(fragment);

    /// <returns>Null: there is none, or it cannot be read.</returns>
    public DataSet? Read()
    {
        try
        {
            return request.Command.HasDataSet && !IsOverLimit ? DataSetReader.Read(_bytes.Bytes, TransferSyntax) : null;
        }
        catch (DicomDataException)
        {
            return null;
        }
    }
}
