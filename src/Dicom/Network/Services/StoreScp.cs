using System.Buffers;
using DicomNode.Dicom.Data;
using DicomNode.Dicom.Network.Dimse;

namespace DicomNode.Dicom.Network.Services;

/// <summary>The receiving side of one C-STORE: bytes go to the sink as they come; the status is the sink's, or A700H when our storage failed. PS3.7 §9.1.1.</summary>
internal sealed class StoreScp(IncomingRequest incoming, IStoreHandler handler, INetworkObserver observer) : IServiceOperation
{
    private readonly StoreRequest _request = StoreRequest.Of(incoming);
    private IInstanceSink _sink = new RefusedInstance(DimseStatus.OutOfResources);
    private bool _begun;
    private long _bytes;

    public async ValueTask BeginAsync(CancellationToken cancellationToken)
    {
        if (Objection() is { } refusal)
        {
            _sink = new RefusedInstance(refusal);
            return;
        }

        _begun = true;
        try
        {
            _sink = await handler.BeginAsync(_request, cancellationToken).ConfigureAwait(false);
        }
        catch (Exception e) when (IsStorageFailure(e))
        {
            await RefuseAsync(e).ConfigureAwait(false);
        }
    }

    public async ValueTask DataAsync(ReadOnlySequence<byte> fragment, CancellationToken cancellationToken)
    {
        _bytes += fragment.Length;
        try
        {
            foreach (ReadOnlyMemory<byte> part in fragment)
            {
                await _sink.WriteAsync(part, cancellationToken).ConfigureAwait(false);
            }
        }
        catch (Exception e) when (IsStorageFailure(e))
        {
            await RefuseAsync(e).ConfigureAwait(false);
        }
    }

    public async ValueTask CompleteAsync(IMessageOutput output, CancellationToken cancellationToken)
    {
        DimseStatus status = await CommitAsync(cancellationToken).ConfigureAwait(false);
        if (_begun)
        {
            observer.Stored(incoming.Association, _request, status, _bytes);
        }

        await DisposeAsync().ConfigureAwait(false); // before the answer: what the sink holds is free when the next instance comes
        await output.SendAsync(incoming.Context.Id, incoming.Command.Respond(status), null, cancellationToken).ConfigureAwait(false);
    }

    public ValueTask DisposeAsync()
    {
        IInstanceSink sink = _sink;
        _sink = new RefusedInstance(DimseStatus.OutOfResources);
        return sink.DisposeAsync();
    }

    private DimseStatus? Objection() =>
        !incoming.Command.HasDataSet ? DimseStatus.CannotUnderstand
        : incoming.Command.AffectedSopClassUid != incoming.Context.SopClassUid ? DimseStatus.SopClassNotSupported
        : !UidRule.IsValid(incoming.Command.AffectedSopInstanceUid) ? DimseStatus.InvalidObjectInstance
        : null;

    private async ValueTask<DimseStatus> CommitAsync(CancellationToken cancellationToken)
    {
        try
        {
            return await _sink.CompleteAsync(cancellationToken).ConfigureAwait(false);
        }
        catch (Exception e) when (IsStorageFailure(e))
        {
            await RefuseAsync(e).ConfigureAwait(false);
            return DimseStatus.OutOfResources;
        }
    }

    private static bool IsStorageFailure(Exception e) => e is IOException or UnauthorizedAccessException;

    /// <summary>From here on the bytes are drained and the answer is A700H.</summary>
    private ValueTask RefuseAsync(Exception e)
    {
        observer.StorageFailed(incoming.Association, _request, e);
        return DisposeAsync();
    }
}
