using System.Buffers;
using DicomNode.Dicom.Network.Associations;
using DicomNode.Dicom.Network.Dimse;
using DicomNode.Dicom.Network.Pdu;

namespace DicomNode.Dicom.Network.Calling;

/// <summary>Our side of an association that we asked for. A task reads all the time, so that an abort is seen while we send.</summary>
internal sealed class RequestorSession : IAssociationUser, IMessageHandler, IAsyncDisposable
{
    /// <summary>When a send fails, the reason may still stand in the receive buffer: so long we wait for it to be read.</summary>
    private static readonly TimeSpan s_reasonTime = TimeSpan.FromSeconds(2);

    /// <summary>For the peer to take our A-ABORT, and to close after it.</summary>
    private static readonly TimeSpan s_closingTime = TimeSpan.FromSeconds(2);

    private readonly DicomClientOptions _options;
    private readonly Association _association;
    private readonly MessageReader _messages;
    private readonly CancellationTokenSource _disposed = new();
    private readonly TaskCompletionSource<AssociateAccept> _accepted = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private readonly TaskCompletionSource<AssociationEnd> _ended = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private IReadOnlyList<AcceptedContext> _contexts = [];
    private MessageSender? _sender;
    private PendingResponse? _pending;
    private Task _reading = Task.CompletedTask;
    private ushort _lastMessageId;
    private int _busy;

    public RequestorSession(Stream stream, PeerAddress peer, DicomClientOptions options, TimeProvider clock)
    {
        Peer = peer;
        _options = options;
        _messages = new(this);
        _association = new(stream, AssociationRole.Requestor, this, options.MaxPduLength, new(options.AssociationTimeout, s_closingTime), clock);
    }

    public PeerAddress Peer { get; }

    public byte? FindContext(string sopClassUid, string transferSyntaxUid) =>
        _contexts.FirstOrDefault(c => c.SopClassUid == sopClassUid && c.TransferSyntaxUid == transferSyntaxUid)?.Id;

    public IReadOnlyList<string> AcceptedTransferSyntaxes(string sopClassUid) =>
        [.. _contexts.Where(c => c.SopClassUid == sopClassUid).Select(c => c.TransferSyntaxUid)];

    /// <summary>Sends A-ASSOCIATE-RQ and waits for the answer.</summary>
    public async Task OpenAsync(IReadOnlyList<ProposedContext> proposals, CancellationToken cancellationToken)
    {
        PresentationContext[] contexts = [.. proposals.Select((p, i) => new PresentationContext((byte)((2 * i) + 1), p.SopClassUid, p.TransferSyntaxUids))];
        AssociateRequest request = new()
        {
            CalledAeTitle = Peer.AeTitle, CallingAeTitle = _options.AeTitle, Contexts = contexts, User = UserInformation.OfOurs(_options.MaxPduLength),
        };
        using CancellationTokenSource limit = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        limit.CancelAfter(_options.AssociationTimeout);
        try
        {
            await _association.RaiseAsync(AssociationEvent.AssociateRequested, default, limit.Token).ConfigureAwait(false);
            await _association.RaiseAsync(AssociationEvent.ConnectionConfirmed, new() { Outgoing = request.Write() }, limit.Token).ConfigureAwait(false);
            _reading = _association.RunAsync(_disposed.Token);
            AssociateAccept accept = await _accepted.Task.WaitAsync(limit.Token).ConfigureAwait(false);
            int maxPduLength = PeerLimits.MaxPduLength(accept.User, _options.MaxPduLength);
            _sender = new(_association, maxPduLength);
            _contexts = AcceptedContext.Match(contexts, accept.Contexts);
        }
        catch (OperationCanceledException) when (!cancellationToken.IsCancellationRequested)
        {
            throw new AssociationTimeoutException(Peer, "A-ASSOCIATE-RQ", _options.AssociationTimeout);
        }
        catch (PduException e)
        {
            throw new DicomProtocolException($"{Peer} broke the protocol: {e.Message}", e);
        }
        catch (IOException e)
        {
            throw new ConnectionLostException(Peer, "while the association was asked for", e);
        }
    }

    /// <summary>Sends a request, and a data set where one belongs to it, and waits for the response to it.</summary>
    public async Task<CommandSet> ExchangeAsync(
        string name, byte contextId, Func<ushort, CommandSet> request, Stream? dataSet, CancellationToken cancellationToken)
    {
        if (Interlocked.Exchange(ref _busy, 1) == 1)
        {
            throw new InvalidOperationException("An association serves one request at a time.");
        }

        using CancellationTokenSource limit = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        try
        {
            _lastMessageId = _lastMessageId == ushort.MaxValue ? (ushort)1 : (ushort)(_lastMessageId + 1);
            CommandSet command = request(_lastMessageId);
            PendingResponse pending = new(_lastMessageId, (ushort)((ushort)command.Field! | 0x8000));
            Volatile.Write(ref _pending, pending);
            await _sender!.SendAsync(contextId, command, dataSet, Restart, limit.Token).ConfigureAwait(false);
            Restart();
            return await pending.Response.Task.WaitAsync(_ended, limit.Token).ConfigureAwait(false);

            void Restart() => limit.CancelAfter(_options.DimseTimeout);
        }
        catch (OperationCanceledException) when (!cancellationToken.IsCancellationRequested)
        {
            await _association.AbortAsync($"no response to {name} in time", CancellationToken.None).ConfigureAwait(false);
            throw new DimseTimeoutException(Peer, name, _options.DimseTimeout);
        }
        catch (OperationCanceledException)
        {
            await _association.AbortAsync("cancelled", CancellationToken.None).ConfigureAwait(false);
            throw;
        }
        catch (DataSetUnreadableException e)
        {
            await _association.AbortAsync("the instance could not be read", CancellationToken.None).ConfigureAwait(false);
            System.Runtime.ExceptionServices.ExceptionDispatchInfo.Throw(e.InnerException!);
            throw;
        }
        catch (AssociationEndedException)
        {
            throw await EndAsync(null).ConfigureAwait(false);
        }
        catch (IOException e)
        {
            throw await EndAsync(e).ConfigureAwait(false);
        }
        finally
        {
            Volatile.Write(ref _pending, null);
            Volatile.Write(ref _busy, 0);
        }
    }

    public async Task ReleaseAsync(CancellationToken cancellationToken)
    {
        using CancellationTokenSource limit = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        limit.CancelAfter(_options.AssociationTimeout);
        try
        {
            await _association.RaiseAsync(AssociationEvent.ReleaseRequested, new() { Outgoing = ReleaseRequest.Write() }, limit.Token).ConfigureAwait(false);
            AssociationEnd end = await _ended.Task.WaitAsync(limit.Token).ConfigureAwait(false);
            if (end.Kind != AssociationEndKind.Released)
            {
                throw ToException(end, null);
            }
        }
        catch (OperationCanceledException) when (!cancellationToken.IsCancellationRequested)
        {
            await _association.AbortAsync("no answer to the release in time", CancellationToken.None).ConfigureAwait(false);
            throw new AssociationTimeoutException(Peer, "A-RELEASE-RQ", _options.AssociationTimeout);
        }
        catch (IOException e)
        {
            throw await EndAsync(e).ConfigureAwait(false);
        }
        finally
        {
            await DisposeAsync().ConfigureAwait(false);
        }
    }

    public async Task AbortAsync(CancellationToken cancellationToken)
    {
        await _association.AbortAsync("aborted by the application", cancellationToken).ConfigureAwait(false);
        await DisposeAsync().ConfigureAwait(false);
    }

    public async ValueTask DisposeAsync()
    {
        await _association.AbortAsync("disposed", CancellationToken.None).ConfigureAwait(false); // nothing after a proper end
        await _disposed.CancelAsync().ConfigureAwait(false);
        try
        {
            await _reading.ConfigureAwait(false);
        }
        catch (OperationCanceledException)
        {
            // by _disposed
        }

        await _association.DisposeAsync().ConfigureAwait(false);
    }

    ValueTask IAssociationUser.RequestedAsync(AssociateRequest request, CancellationToken cancellationToken) =>
        throw new InvalidOperationException("A requestor gets no A-ASSOCIATE-RQ.");

    void IAssociationUser.Accepted(AssociateAccept accept) => _accepted.TrySetResult(accept);

    ValueTask IAssociationUser.DataAsync(ReadOnlySequence<byte> body, CancellationToken cancellationToken) => _messages.ReadAsync(body, cancellationToken);

    ValueTask IAssociationUser.ReleaseRequestedAsync(CancellationToken cancellationToken) =>
        _association.RaiseAsync(AssociationEvent.ReleaseAnswered, new() { Outgoing = ReleaseResponse.Write() }, cancellationToken);

    void IAssociationUser.Ended(AssociationEnd end)
    {
        _ended.TrySetResult(end);
        _accepted.TrySetException(ToException(end, null));
    }

    ValueTask IMessageHandler.CommandAsync(byte contextId, CommandSet command, CancellationToken cancellationToken)
    {
        if (Volatile.Read(ref _pending) is not { } pending)
        {
            throw new DicomProtocolException($"{Peer} sent a message that nothing asked for.");
        }

        if (command.MessageIdBeingRespondedTo != pending.MessageId || (ushort?)command.Field != pending.Field || command.Status is null || command.HasDataSet)
        {
            throw new DicomProtocolException($"{Peer} answered message {pending.MessageId} with something else: message {command.MessageIdBeingRespondedTo}, command {(ushort?)command.Field:X4}H.");
        }

        if (!pending.Response.TrySetResult(command))
        {
            throw new DicomProtocolException($"{Peer} answered message {pending.MessageId} twice.");
        }

        return ValueTask.CompletedTask;
    }

    ValueTask IMessageHandler.DataAsync(ReadOnlySequence<byte> fragment, bool isLast, CancellationToken cancellationToken) =>
        throw new DicomProtocolException($"{Peer} sent a data set with a response that has none.");

    private async Task<DicomNetworkException> EndAsync(Exception? cause)
    {
        try
        {
            return ToException(await _ended.Task.WaitAsync(s_reasonTime).ConfigureAwait(false), cause);
        }
        catch (TimeoutException)
        {
            await _association.AbortAsync("the connection failed", CancellationToken.None).ConfigureAwait(false);
            return new ConnectionLostException(Peer, "while we were sending", cause);
        }
    }

    private DicomNetworkException ToException(AssociationEnd end, Exception? cause) => end.Kind switch
    {
        AssociationEndKind.RejectedByPeer => new AssociationRejectedException(Peer, end.Reject!.Result, end.Reject.Source, end.Reject.Reason),
        AssociationEndKind.AbortedByPeer => new AssociationAbortedException(Peer, end.Abort!.Source, end.Abort.Reason),
        AssociationEndKind.Released => new ConnectionLostException(Peer, "by a release", cause),
        AssociationEndKind.AbortedByUs when end.Cause is DicomProtocolException protocol => protocol,
        AssociationEndKind.AbortedByUs when end.Cause is PduException pdu => new DicomProtocolException($"{Peer} broke the protocol: {pdu.Message}", pdu),
        AssociationEndKind.AbortedByUs => new DicomProtocolException($"{Peer}: the association was aborted, {end.Why}."),
        _ => new ConnectionLostException(Peer, "without a release", end.Cause ?? cause),
    };

    /// <summary>The request that waits for its response.</summary>
    private sealed record PendingResponse(ushort MessageId, ushort Field)
    {
        public TaskCompletionSource<CommandSet> Response { get; } = new(TaskCreationOptions.RunContinuationsAsynchronously);
    }
}
