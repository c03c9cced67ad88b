using System.Collections.Concurrent;
using DicomNode.Dicom.Network;

namespace DicomNode.Tests.Cli;

/// <summary>Takes instances into memory; refuses those whose UID it is told to.</summary>
internal sealed class ReceivedFiles(Func<string, bool>? refuse = null) : IStoreHandler
{
    public ConcurrentDictionary<string, byte[]> DataSets { get; } = new(StringComparer.Ordinal);

    public ValueTask<IInstanceSink> BeginAsync(StoreRequest request, CancellationToken cancellationToken) => ValueTask.FromResult<IInstanceSink>(
        refuse?.Invoke(request.AffectedSopInstanceUid) == true ? new RefusedInstance(DimseStatus.OutOfResources) : new Sink(this, request));

    private sealed class Sink(ReceivedFiles owner, StoreRequest request) : IInstanceSink
    {
        private readonly MemoryStream _bytes = new();

        public ValueTask WriteAsync(ReadOnlyMemory<byte> dataSetBytes, CancellationToken cancellationToken) => _bytes.WriteAsync(dataSetBytes, cancellationToken);

        public ValueTask<DimseStatus> CompleteAsync(CancellationToken cancellationToken)
        {
            owner.DataSets[request.AffectedSopInstanceUid] = _bytes.ToArray();
            return ValueTask.FromResult(DimseStatus.Success);
        }

        public ValueTask DisposeAsync() => _bytes.DisposeAsync();
    }
}
