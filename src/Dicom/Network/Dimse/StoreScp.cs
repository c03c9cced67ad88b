using System.Buffers;

namespace DicomNode.Dicom.Network.Dimse;

/// <summary>The receiving side of one C-STORE: bytes go to the sink as they come; the status is the sink's, or A700H when our storage failed.</summary>
internal sealed class StoreScp(StoreRequest request, Action<Exception> storageFailed) : IAsyncDisposable
{
    private IInstanceSink? _sink;

    public StoreRequest Request { get; } = request;

    /// <summary>Of the data set, so far.</summary>
    public long Bytes { get; private set; }

    public async ValueTask BeginAsync(IStoreHandler handler, CancellationToken cancellationToken)
    {
        try
        {
            _sink = await handler.BeginAsync(Request, cancellationToken).ConfigureAwait(false);
        }
        catch (Exception e) when (IsStorageFailure(e))
        {
            await RefuseAsync(e).ConfigureAwait(false);
        }
    }

    public async ValueTask WriteAsync(ReadOnlySequence<byte> fragment, CancellationToken cancellationToken)
    {
        Bytes += fragment.Length;
        try
        {
            foreach (ReadOnlyMemory<byte> part in fragment)
            {
                await _sink!.WriteAsync(part, cancellationToken).ConfigureAwait(false);
            }
        }
        catch (Exception e) when (IsStorageFailure(e))
        {
            await RefuseAsync(e).ConfigureAwait(false);
        }
    }

    public async ValueTask<DimseStatus> CompleteAsync(CancellationToken cancellationToken)
    {
        try
        {
            return await _sink!.CompleteAsync(cancellationToken).ConfigureAwait(false);
        }
        catch (Exception e) when (IsStorageFailure(e))
        {
            await RefuseAsync(e).ConfigureAwait(false);
            return DimseStatus.OutOfResources;
        }
    }

    public ValueTask DisposeAsync() => _sink?.DisposeAsync() ?? ValueTask.CompletedTask;

    private static bool IsStorageFailure(Exception e) => e is IOException or UnauthorizedAccessException;

    /// <summary>From here on the bytes are drained and the answer is A700H.</summary>
    private async ValueTask RefuseAsync(Exception e)
    {
        storageFailed(e);
        IInstanceSink? broken = _sink;
        _sink = new RefusedInstance(DimseStatus.OutOfResources);
        if (broken is not null)
        {
            await broken.DisposeAsync().ConfigureAwait(false);
        }
    }
}
