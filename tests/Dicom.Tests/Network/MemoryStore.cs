using DicomNode.Dicom.Network;

namespace DicomNode.Dicom.Tests.Network;

/// <summary>A store in memory that notes what was asked of it; a test may make it fail.</summary>
internal sealed class MemoryStore : IStoreHandler
{
    private readonly Lock _gate = new();

    public List<(StoreRequest Request, byte[] DataSet)> Completed { get; } = [];

    public int Abandoned { get; private set; }

    /// <summary>Bytes that the sinks have taken so far.</summary>
    public long Taken { get; private set; }

    public Func<StoreRequest, IInstanceSink?> Instead { get; init; } = _ => null;

    public Action OnWrite { get; init; } = () => { };

    public DimseStatus Status { get; init; } = DimseStatus.Success;

    public ValueTask<IInstanceSink> BeginAsync(StoreRequest request, CancellationToken cancellationToken) =>
        ValueTask.FromResult(Instead(request) ?? new Sink(this, request));

    private sealed class Sink(MemoryStore store, StoreRequest request) : IInstanceSink
    {
        private readonly MemoryStream _bytes = new();
        private bool _completed;

        public ValueTask WriteAsync(ReadOnlyMemory<byte> dataSetBytes, CancellationToken cancellationToken)
        {
            store.OnWrite();
            _bytes.Write(dataSetBytes.Span);
            lock (store._gate)
            {
                store.Taken += dataSetBytes.Length;
            }

            return ValueTask.CompletedTask;
        }

        public ValueTask<DimseStatus> CompleteAsync(CancellationToken cancellationToken)
        {
            _completed = true;
            lock (store._gate)
            {
                store.Completed.Add((request, _bytes.ToArray()));
            }

            return ValueTask.FromResult(store.Status);
        }

        public ValueTask DisposeAsync()
        {
            lock (store._gate)
            {
                store.Abandoned += _completed ? 0 : 1;
            }

            return ValueTask.CompletedTask;
        }
    }
}
