using DicomNode.Dicom.Data;
using DicomNode.Dicom.Dictionary;
using DicomNode.Dicom.Encoding;
using DicomNode.Dicom.Network;
using DicomNode.Storage.Files;

namespace DicomNode.Bench;

/// <summary>The node's way to the disk and to the answer, and nothing behind it: no row, no evidence, no job. What those cost is the difference.</summary>
internal sealed class SyncedStore(string folder) : IStoreHandler
{
    private readonly InstanceFiles _files = new(folder);

    public ValueTask<IInstanceSink> BeginAsync(StoreRequest request, CancellationToken cancellationToken)
    {
        using MemoryStream head = new();
        Part10File.WriteMeta(head, request.AffectedSopClassUid, request.AffectedSopInstanceUid, request.TransferSyntaxUid);
        return ValueTask.FromResult<IInstanceSink>(new Sink(_files.Begin(head.ToArray()), request));
    }

    private sealed class Sink(IncomingInstance file, StoreRequest request) : IInstanceSink
    {
        private static readonly HashSet<Tag> s_wanted = [Tags.SeriesInstanceUid];
        private readonly DataSetScanner _scanner = new(TransferSyntax.Find(request.TransferSyntaxUid)!, s_wanted);

        public ValueTask WriteAsync(ReadOnlyMemory<byte> dataSetBytes, CancellationToken cancellationToken)
        {
            _scanner.Feed(dataSetBytes.Span);
            return file.WriteAsync(dataSetBytes, cancellationToken);
        }

        public async ValueTask<DimseStatus> CompleteAsync(CancellationToken cancellationToken)
        {
            await file.CommitAsync(_scanner.Elements.GetString(Tags.SeriesInstanceUid)!, request.AffectedSopInstanceUid, cancellationToken);
            return DimseStatus.Success;
        }

        public ValueTask DisposeAsync()
        {
            _scanner.Dispose();
            return file.DisposeAsync();
        }
    }
}
