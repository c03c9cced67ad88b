using DicomNode.Dicom.Encoding;
using DicomNode.Dicom.Network;

namespace DicomNode.Bench;

/// <summary>One file of <see cref="UnsyncedStore"/>.</summary>
internal sealed class UnsyncedFile : IInstanceSink
{
    private readonly FileStream _file;

    public UnsyncedFile(string path, StoreRequest request)
    {
        _file = new(path, FileMode.Create, FileAccess.Write, FileShare.None, bufferSize: 4096);
        _file.Write(stackalloc byte[Part10File.PreambleLength]);
        Part10File.WriteMeta(_file, request.AffectedSopClassUid, request.AffectedSopInstanceUid, request.TransferSyntaxUid);
    }

    public ValueTask WriteAsync(ReadOnlyMemory<byte> dataSetBytes, CancellationToken cancellationToken)
    {
        _file.Write(dataSetBytes.Span); // the page cache takes it at once: no thread is worth borrowing for that
        return ValueTask.CompletedTask;
    }

    public async ValueTask<DimseStatus> CompleteAsync(CancellationToken cancellationToken)
    {
        await _file.DisposeAsync();
        return DimseStatus.Success;
    }

    public ValueTask DisposeAsync() => _file.DisposeAsync();
}
