namespace DicomNode.Dicom.Network;

/// <summary>A sink for what is not wanted: drops the bytes and answers the status.</summary>
public sealed class RefusedInstance(DimseStatus status) : IInstanceSink
{
    public ValueTask WriteAsync(ReadOnlyMemory<byte> dataSetBytes, CancellationToken cancellationToken) => ValueTask.CompletedTask;

    public ValueTask<DimseStatus> CompleteAsync(CancellationToken cancellationToken) => ValueTask.FromResult(status);

    public ValueTask DisposeAsync() => ValueTask.CompletedTask;
}
