using System.Buffers;
using System.IO.Pipelines;
using DicomNode.Dicom.Network.Pdu;
using DicomNode.Dicom.Network.Security;

namespace DicomNode.Dicom.Network.Associations;

/// <summary>
/// One association on one connection: turns PDUs, our own wishes and time into events, asks <see cref="AssociationMachine"/>,
/// and has <see cref="AssociationActions"/> do what it says.
/// </summary>
internal sealed class Association : IAsyncDisposable
{
    private const int LargestAssociationPdu = 128 * 1024;

    private readonly Lock _gate = new();
    private readonly AssociationRole _role;
    private readonly Stream _stream;
    private readonly PipeReader _input;
    private readonly PduOutput _output;
    private readonly AssociationTimer _artim;
    private readonly AssociationActions _actions;
    private readonly CancellationTokenSource _closed = new();
    private readonly uint _maxBody;
    private AssociationState _state = AssociationState.Idle;

    public Association(Stream stream, AssociationRole role, IAssociationUser user, int maxPduLength, AssociationTimes times, TimeProvider clock)
    {
        _stream = stream;
        _role = role;
        _maxBody = (uint)Math.Max(maxPduLength, LargestAssociationPdu);
        _input = PipeReader.Create(stream, new StreamPipeReaderOptions(bufferSize: maxPduLength + PduFrame.HeaderLength, leaveOpen: true));
        _output = new(stream);
        _artim = new(clock, ExpireArtim);
        _actions = new(_output, user, _artim, times, Close);
    }

    public AssociationState State
    {
        get
        {
            lock (_gate)
            {
                return _state;
            }
        }
    }

    /// <summary>While a PDU is handled: the peer has sent something behind it already.</summary>
    public bool MoreHasCome { get; private set; }

    /// <summary>Reads PDUs and raises their events until the connection is over.</summary>
    public async Task RunAsync(CancellationToken cancellationToken)
    {
        using CancellationTokenSource either = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken, _closed.Token);
        try
        {
            await PumpAsync(either.Token).ConfigureAwait(false);
        }
        catch (OperationCanceledException) when (_closed.IsCancellationRequested)
        {
            // an action closed the connection
        }
        catch (Exception e) when (e is IOException or ObjectDisposedException)
        {
            await RaiseAsync(AssociationEvent.ConnectionClosed, new() { Cause = e, Why = (e as TlsEndedException)?.Message }, CancellationToken.None).ConfigureAwait(false);
        }
        finally
        {
            await AbortAsync("stopped", CancellationToken.None).ConfigureAwait(false); // does nothing after a proper end
        }
    }

    /// <summary>Something happened. Runs the action that Table 9-10 names for it.</summary>
    /// <exception cref="AssociationOverException">A wish of ours that the state no longer allows.</exception>
    public ValueTask RaiseAsync(AssociationEvent evt, AssociationInput input, CancellationToken cancellationToken)
    {
        AssociationStep? step;
        AssociationState before;
        lock (_gate)
        {
            before = _state;
            step = AssociationMachine.Next(before, evt, _role);
            _state = step?.Then ?? before;
        }

        return step switch
        {
            { } next => _actions.RunAsync(next.Do, input, cancellationToken),
            null when evt is AssociationEvent.DataToSend or AssociationEvent.LocallyAccepted or AssociationEvent.LocallyRejected
                or AssociationEvent.ReleaseRequested or AssociationEvent.ReleaseAnswered => throw new AssociationOverException(evt, before),
            _ => ValueTask.CompletedTask, // the rest comes after the end and changes nothing
        };
    }

    /// <summary>A-ABORT by the user; nothing when the association is over.</summary>
    public ValueTask AbortAsync(string why, CancellationToken cancellationToken) =>
        RaiseAsync(AssociationEvent.AbortRequested, new() { Abort = Abort.ByUser, Why = why }, cancellationToken);

    public async ValueTask DisposeAsync()
    {
        Close();
        _artim.Dispose();
        await _input.CompleteAsync().ConfigureAwait(false);
        await _stream.DisposeAsync().ConfigureAwait(false);
    }

    private async Task PumpAsync(CancellationToken cancellationToken)
    {
        AssociationInput closed = default;
        try
        {
            await PduPump.RunAsync(_input, _maxBody, OnPduAsync, cancellationToken).ConfigureAwait(false);
        }
        catch (PduException e) when (e.ConnectionEnded)
        {
            closed = new() { Why = "the peer closed the connection inside a PDU", Cause = e };
        }
        catch (PduException e)
        {
            await RaiseInvalidAsync(e, cancellationToken).ConfigureAwait(false);
            await PduPump.DiscardAsync(_input, cancellationToken).ConfigureAwait(false);
        }

        await RaiseAsync(AssociationEvent.ConnectionClosed, closed, cancellationToken).ConfigureAwait(false);
    }

    private async ValueTask OnPduAsync(PduType type, ReadOnlySequence<byte> body, bool more, CancellationToken cancellationToken)
    {
        MoreHasCome = more;
        try
        {
            (AssociationEvent evt, AssociationInput input) = Decode(type, body);
            await RaiseAsync(evt, input, cancellationToken).ConfigureAwait(false);
        }
        catch (PduException e)
        {
            await RaiseInvalidAsync(e, cancellationToken).ConfigureAwait(false);
        }
        catch (DicomProtocolException e)
        {
            await RaiseAsync(AssociationEvent.AbortRequested, new() { Abort = Abort.ByUser, Why = e.Message.TrimEnd('.'), Cause = e }, cancellationToken).ConfigureAwait(false);
        }
    }

    private static (AssociationEvent, AssociationInput) Decode(PduType type, ReadOnlySequence<byte> body) => type switch
    {
        PduType.AssociateRequest => (AssociationEvent.RequestReceived, new() { Request = AssociateRequest.Read(body) }),
        PduType.AssociateAccept => (AssociationEvent.AcceptReceived, new() { Accept = AssociateAccept.Read(body) }),
        PduType.AssociateReject => (AssociationEvent.RejectReceived, new() { Reject = AssociateReject.Read(body) }),
        PduType.Data => (AssociationEvent.DataReceived, new() { Data = body }),
        PduType.ReleaseRequest => (AssociationEvent.ReleaseRequestReceived, default),
        PduType.ReleaseResponse => (AssociationEvent.ReleaseResponseReceived, default),
        _ => (AssociationEvent.AbortReceived, new() { Abort = Abort.Read(body) }),
    };

    private ValueTask RaiseInvalidAsync(PduException e, CancellationToken cancellationToken) =>
        RaiseAsync(AssociationEvent.InvalidPdu, new() { Abort = Abort.ByProvider(e.Reason), Why = e.Message.TrimEnd('.'), Cause = e }, cancellationToken);

    private void ExpireArtim()
    {
        ValueTask done = RaiseAsync(AssociationEvent.ArtimExpired, default, CancellationToken.None);
        System.Diagnostics.Debug.Assert(done.IsCompletedSuccessfully, "AA-2 closes and does not wait.");
    }

    private void Close() => _ = _closed.CancelAsync();
}
