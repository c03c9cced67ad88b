using System.Buffers;
using System.Net;
using DicomNode.Dicom.Dictionary;
using DicomNode.Dicom.Network.Associations;
using DicomNode.Dicom.Network.Dimse;
using DicomNode.Dicom.Network.Pdu;

namespace DicomNode.Dicom.Network.Serving;

/// <summary>One connection to the server, from its first byte to its last: answers the association, serves C-ECHO and C-STORE.</summary>
internal sealed class AcceptorSession : IAssociationUser, IMessageHandler, IAsyncDisposable
{
    private readonly DicomServerOptions _options;
    private readonly IStoreHandler _handler;
    private readonly AssociationSlots _slots;
    private readonly PeerPace _pace;
    private readonly Association _association;
    private readonly MessageReader _messages;
    private Dictionary<byte, (string AbstractSyntax, string TransferSyntax)> _contexts = [];
    private int _peerMaxPduLength;
    private PendingRequest? _pending;
    private volatile bool _serving;
    private volatile bool _stopping;

    public AcceptorSession(
        long id, Stream stream, IPEndPoint remote, PeerPace pace, DicomServerOptions options, IStoreHandler handler, AssociationSlots slots, TimeProvider clock)
    {
        Info = new(id, remote, "", "");
        _options = options;
        _handler = handler;
        _slots = slots;
        _pace = pace;
        _messages = new(this);
        _association = new(stream, AssociationRole.Acceptor, this, options.MaxPduLength, new(options.Artim, options.ClosingTimeout), clock);
    }

    public AssociationInfo Info { get; private set; }

    /// <summary>An association was asked for; before, the connection is only pending.</summary>
    public bool IsAssociated { get; private set; }

    /// <summary>How long the peer has been below the minimum rate; zero while we are the ones who work.</summary>
    public TimeSpan SlowFor => _pace.SlowFor;

    /// <summary>Runs until the connection is over. Whatever goes wrong ends here and touches no other association.</summary>
    public async Task RunAsync(CancellationToken cancellationToken)
    {
        try
        {
            await _association.RaiseAsync(AssociationEvent.ConnectionOpened, default, cancellationToken).ConfigureAwait(false);
            await _association.RunAsync(cancellationToken).ConfigureAwait(false);
        }
        catch (OperationCanceledException) when (cancellationToken.IsCancellationRequested)
        {
            // the server stops; Association.RunAsync has sent the abort
        }
        catch (Exception e)
        {
            _options.Observer.Failed(Info, e);
        }
        finally
        {
            _slots.Free(this);
            await AbandonAsync().ConfigureAwait(false);
            await DisposeAsync().ConfigureAwait(false);
        }
    }

    /// <summary>Called by <see cref="RunAsync"/> at its end.</summary>
    public ValueTask DisposeAsync() => _association.DisposeAsync();

    /// <summary>Another association needs the place.</summary>
    public void GiveWay() => _ = _association.AbortAsync("made no progress while all places were taken", CancellationToken.None).AsTask();

    /// <summary>No new message; the one that is under way is finished and answered, then the association is aborted.</summary>
    public void Stop()
    {
        _stopping = true;
        if (!_serving)
        {
            _ = _association.AbortAsync("the server stops", CancellationToken.None).AsTask();
        }
    }

    /// <summary>Drops a peer that is silent for too long, or too slow inside a message.</summary>
    public void CheckPace()
    {
        TimeSpan slow = _pace.SlowFor;
        if (IsAssociated && slow >= (_serving ? _options.MinimumRateWindow : _options.IdleTimeout))
        {
            string why = _serving ? $"below {_options.MinimumBytesPerSecond} bytes/s for {slow.TotalSeconds:0} s" : $"silent for {slow.TotalSeconds:0} s";
            _ = _association.AbortAsync(why, CancellationToken.None).AsTask();
        }
    }

    async ValueTask IAssociationUser.RequestedAsync(AssociateRequest request, CancellationToken cancellationToken)
    {
        Info = Info with { CallingAeTitle = AeTitle.Printable(request.CallingAeTitle), CalledAeTitle = AeTitle.Printable(request.CalledAeTitle) };
        IsAssociated = true;
        AssociateReject? reject = Admission.Judge(request, Info.RemoteEndPoint, _options);
        if (reject is null && (_stopping || !await _slots.TakeAsync(this, cancellationToken).ConfigureAwait(false)))
        {
            reject = AssociateReject.LocalLimitExceeded;
        }

        if (reject is not null)
        {
            _options.Observer.Rejected(Info, reject.Result, reject.Source, reject.Reason);
            await _association.RaiseAsync(AssociationEvent.LocallyRejected, new() { Reject = reject }, cancellationToken).ConfigureAwait(false);
            return;
        }

        _peerMaxPduLength = PeerLimits.MaxPduLength(request.User, _options.MaxPduLength);
        IReadOnlyList<PresentationContextResult> results = Negotiation.Answer(request.Contexts, Accepts, _options.TransferSyntaxes);
        _contexts = request.Contexts.Zip(results)
            .Where(pair => pair.Second.Result == ContextResult.Acceptance)
            .ToDictionary(pair => pair.First.Id, pair => (pair.First.AbstractSyntax, pair.Second.TransferSyntax));
        AssociateAccept accept = new()
        {
            CalledAeTitle = request.CalledAeTitle,
            CallingAeTitle = request.CallingAeTitle,
            Contexts = results,
            User = UserInformation.OfOurs(_options.MaxPduLength) with
            {
                AsynchronousWindow = request.User.AsynchronousWindow is null ? null : AsynchronousWindow.Synchronous,
            },
        };
        await _association.RaiseAsync(AssociationEvent.LocallyAccepted, new() { Outgoing = accept.Write() }, cancellationToken).ConfigureAwait(false);
        _options.Observer.Accepted(Info);
    }

    void IAssociationUser.Accepted(AssociateAccept accept) => throw new InvalidOperationException("An acceptor gets no A-ASSOCIATE-AC.");

    async ValueTask IAssociationUser.DataAsync(ReadOnlySequence<byte> body, CancellationToken cancellationToken)
    {
        if (!_serving)
        {
            _pace.Restart();
            _serving = true;
        }

        await _messages.ReadAsync(body, cancellationToken).ConfigureAwait(false);
        _serving = _messages.InMessage;
        if (_stopping && !_serving)
        {
            await _association.AbortAsync("the server stops", cancellationToken).ConfigureAwait(false);
        }
    }

    ValueTask IAssociationUser.ReleaseRequestedAsync(CancellationToken cancellationToken) => _messages.InMessage
        ? throw new DicomProtocolException("A release was asked for inside a message.")
        : _association.RaiseAsync(AssociationEvent.ReleaseAnswered, default, cancellationToken);

    void IAssociationUser.Ended(AssociationEnd end)
    {
        _slots.Free(this);
        if (end.Kind != AssociationEndKind.RejectedByUs)
        {
            _options.Observer.Ended(Info, end.Kind == AssociationEndKind.Released, end.Why);
        }
    }

    ValueTask IMessageHandler.CommandAsync(byte contextId, CommandSet command, CancellationToken cancellationToken)
    {
        if (!_contexts.TryGetValue(contextId, out (string AbstractSyntax, string TransferSyntax) context))
        {
            throw new DicomProtocolException($"A command came for presentation context {contextId}, which was not accepted.");
        }

        if (command.Field is not { } field || command.IsResponse || (command.MessageId is null && field != CommandField.CancelRequest))
        {
            throw new DicomProtocolException("A command is no request, or has no Message ID.");
        }

        return field switch
        {
            CommandField.CancelRequest => ValueTask.CompletedTask, // nothing of ours lasts long enough to be cancelled
            CommandField.EchoRequest when !command.HasDataSet => RespondAsync(contextId, command, DimseStatus.Success, cancellationToken),
            CommandField.StoreRequest => BeginStoreAsync(contextId, command, context.AbstractSyntax, context.TransferSyntax, cancellationToken),
            _ => RefuseAsync(contextId, command, DimseStatus.UnrecognizedOperation, cancellationToken),
        };
    }

    async ValueTask IMessageHandler.DataAsync(ReadOnlySequence<byte> fragment, bool isLast, CancellationToken cancellationToken)
    {
        if (_pending is not { } pending)
        {
            return; // of a C-CANCEL with a data set, which does not exist
        }

        if (pending.Store is { } store && !fragment.IsEmpty)
        {
            await store.WriteAsync(fragment, cancellationToken).ConfigureAwait(false);
        }

        if (isLast)
        {
            await CompleteAsync(pending, cancellationToken).ConfigureAwait(false);
        }
    }

    private bool Accepts(string abstractSyntax) => abstractSyntax == Uids.Verification || _options.AcceptsSopClass(abstractSyntax);

    private async ValueTask BeginStoreAsync(byte contextId, CommandSet command, string abstractSyntax, string transferSyntax, CancellationToken cancellationToken)
    {
        DimseStatus? refusal = !command.HasDataSet ? DimseStatus.CannotUnderstand
            : command.AffectedSopClassUid != abstractSyntax || !_options.AcceptsSopClass(abstractSyntax) ? DimseStatus.SopClassNotSupported
            : !UidRule.IsValid(command.AffectedSopInstanceUid) ? DimseStatus.InvalidObjectInstance
            : null;
        if (refusal is { } status)
        {
            await RefuseAsync(contextId, command, status, cancellationToken).ConfigureAwait(false);
            return;
        }

        StoreRequest request = new()
        {
            MessageId = command.MessageId!.Value,
            AffectedSopClassUid = abstractSyntax,
            AffectedSopInstanceUid = command.AffectedSopInstanceUid,
            TransferSyntaxUid = transferSyntax,
            CallingAeTitle = Info.CallingAeTitle,
            CalledAeTitle = Info.CalledAeTitle,
            RemoteEndPoint = Info.RemoteEndPoint,
            AssociationId = Info.AssociationId,
            MoveOriginator = command.MoveOriginator,
        };
        StoreScp store = new(request, e => _options.Observer.StorageFailed(Info, request, e));
        _pending = new(contextId, command, store, DimseStatus.Success);
        await store.BeginAsync(_handler, cancellationToken).ConfigureAwait(false);
    }

    /// <summary>Answers with a failure, after the data set if one follows.</summary>
    private ValueTask RefuseAsync(byte contextId, CommandSet command, DimseStatus status, CancellationToken cancellationToken)
    {
        _pending = new(contextId, command, null, status);
        return command.HasDataSet ? ValueTask.CompletedTask : CompleteAsync(_pending, cancellationToken);
    }

    private async ValueTask CompleteAsync(PendingRequest pending, CancellationToken cancellationToken)
    {
        DimseStatus status = pending.Refusal;
        if (pending.Store is { } store)
        {
            status = await store.CompleteAsync(cancellationToken).ConfigureAwait(false);
            _options.Observer.Stored(Info, store.Request, status, store.Bytes);
        }

        await AbandonAsync().ConfigureAwait(false);
        await RespondAsync(pending.ContextId, pending.Command, status, cancellationToken).ConfigureAwait(false);
    }

    private ValueTask RespondAsync(byte contextId, CommandSet request, DimseStatus status, CancellationToken cancellationToken)
    {
        byte[] pdus = DataPdu.WriteCommand(contextId, request.Respond(status).ToArray(), _peerMaxPduLength);
        return _association.RaiseAsync(AssociationEvent.DataToSend, new() { Outgoing = pdus }, cancellationToken);
    }

    private async ValueTask AbandonAsync()
    {
        if (Interlocked.Exchange(ref _pending, null)?.Store is { } store)
        {
            await store.DisposeAsync().ConfigureAwait(false);
        }
    }

    /// <summary>A request whose data set has not fully come.</summary>
    private sealed record PendingRequest(byte ContextId, CommandSet Command, StoreScp? Store, DimseStatus Refusal);
}
