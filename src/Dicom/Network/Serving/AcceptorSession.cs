using System.Buffers;
using System.Net;
using DicomNode.Dicom.Network.Associations;
using DicomNode.Dicom.Network.Pdu;
using DicomNode.Dicom.Network.Security;
using DicomNode.Dicom.Network.Services;

namespace DicomNode.Dicom.Network.Serving;

/// <summary>One connection to the server, from its first byte to its last: answers the association, keeps its times and limits. What its messages ask for is the business of <see cref="MessageExchange"/>.</summary>
internal sealed class AcceptorSession : IAssociationUser, ISlotHolder, IAsyncDisposable
{
    private const int LongestImplementation = 64; // a UID

    private readonly DicomServerOptions _options;
    private readonly ServiceTable _services;
    private readonly AssociationSlots _slots;
    private readonly PeerPace _pace;
    private readonly IDisposable? _pending;
    private readonly Association _association;
    private readonly MessageExchange _messages;
    private readonly TimeProvider _clock;
    private int _aheadInARow;
    private volatile bool _serving;
    private volatile bool _stopping;
    private volatile bool _sentAhead;
    private volatile bool _associated;

    public AcceptorSession(
        long id, Stream stream, IPEndPoint remote, PeerPace pace, IDisposable? pending, DicomServerOptions options, ServiceTable services, AssociationSlots slots, TimeProvider clock)
    {
        Info = new(id, remote, "", "") { Security = (stream as TlsStream)?.Peer };
        _pending = pending;
        _options = options;
        _services = services;
        _slots = slots;
        _pace = pace;
        _clock = clock;
        _association = new(stream, AssociationRole.Acceptor, this, options.MaxPduLength, new(options.Artim, options.ClosingTimeout), clock);
        _messages = new(services, _association, Fail);
    }

    public AssociationInfo Info { get; private set; }

    public SlotClaim Claim { get; private set; } = new("", IPAddress.None, Known: false);

    public TimeSpan SlowFor => _messages.IsAnswering ? _pace.TakesSlowlyFor : _pace.SlowFor;

    /// <summary>A message is under way, in or out.</summary>
    private bool IsServing => _serving || _messages.IsAnswering;

    public bool SentAhead => _sentAhead;

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
            _pending?.Dispose();
            await DisposeAsync().ConfigureAwait(false);
        }
    }

    /// <summary>Called by <see cref="RunAsync"/> at its end.</summary>
    public async ValueTask DisposeAsync()
    {
        await _messages.DisposeAsync().ConfigureAwait(false);
        await _association.DisposeAsync().ConfigureAwait(false);
    }

    public void GiveWay()
    {
        string why = _sentAhead ? "sent requests ahead of our answers while all places were taken" : "made no progress while all places were taken";
        _ = _association.AbortAsync(why, CancellationToken.None).AsTask();
    }

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
        TimeSpan slow = SlowFor;
        bool serving = IsServing;
        if (_associated && slow >= (serving ? _options.MinimumRateWindow : _options.IdleTimeout))
        {
            string why = serving ? $"below {_options.MinimumBytesPerSecond} bytes/s for {slow.TotalSeconds:0} s" : $"silent for {slow.TotalSeconds:0} s";
            _ = _association.AbortAsync(why, CancellationToken.None).AsTask();
        }
    }

    async ValueTask IAssociationUser.RequestedAsync(AssociateRequest request, CancellationToken cancellationToken)
    {
        Info = Info with
        {
            CallingAeTitle = AeTitle.Printable(request.CallingAeTitle),
            CalledAeTitle = AeTitle.Printable(request.CalledAeTitle),
            Implementation = AeTitle.Printable(request.User.Software, LongestImplementation),
            UserName = request.User.UserIdentity?.UserName is { } name ? AeTitle.Printable(name, UserIdentity.LongestName) : null,
        };
        AssociationAttempt attempt = new(request.CallingAeTitle, request.CalledAeTitle, Info.RemoteEndPoint) { Security = Info.Security, UserName = Info.UserName };
        if (Admission.Judge(request, attempt, _options) is { } objection)
        {
            await RejectAsync(objection, null, cancellationToken).ConfigureAwait(false);
            return;
        }

        Claim = new(attempt.CallingAeTitle, Info.RemoteEndPoint.Address, _options.Policy.IsKnown(attempt));
        if ((_stopping ? AssociationLimit.All : await _slots.TakeAsync(this, cancellationToken).ConfigureAwait(false)) is { } limit)
        {
            await RejectAsync(AssociateReject.LocalLimitExceeded, limit, cancellationToken).ConfigureAwait(false);
            return;
        }

        _pending?.Dispose();
        _associated = true;
        IReadOnlyList<RoleSelection> roles = request.User.RoleSelections;
        IReadOnlyList<PresentationContextResult> results = Negotiation.Answer(request.Contexts, roles, _services.Find);
        _messages.Open(Info, AcceptedContext.Match(request.Contexts, results), PeerLimits.MaxPduLength(request.User, _options.MaxPduLength));
        AssociateAccept accept = new()
        {
            CalledAeTitle = request.CalledAeTitle,
            CallingAeTitle = request.CallingAeTitle,
            Contexts = results,
            User = UserInformation.OfOurs(_options.MaxPduLength) with
            {
                AsynchronousWindow = request.User.AsynchronousWindow is null ? null : AsynchronousWindow.Synchronous,
                RoleSelections = Negotiation.AnswerRoles(roles, _services.Find),
                AnswersUserIdentity = request.User.UserIdentity is { ResponseRequested: true, UserName: not null },
            },
        };
        await _association.RaiseAsync(AssociationEvent.LocallyAccepted, new() { Outgoing = accept.Write() }, cancellationToken).ConfigureAwait(false);
        _options.Observer.Accepted(Info);
    }

    void IAssociationUser.Accepted(AssociateAccept accept) => throw new InvalidOperationException("An acceptor gets no A-ASSOCIATE-AC.");

    async ValueTask IAssociationUser.DataAsync(ReadOnlySequence<byte> body, CancellationToken cancellationToken)
    {
        if (!IsServing)
        {
            _pace.Restart();
        }

        _serving = true;

        await _messages.ReadAsync(body, cancellationToken).ConfigureAwait(false);
        _serving = _messages.InMessage;
        if (!_serving)
        {
            await SlowDownAsync(cancellationToken).ConfigureAwait(false);
        }

        if (_stopping && !_serving)
        {
            await _association.AbortAsync("the server stops", cancellationToken).ConfigureAwait(false);
        }
    }

    async ValueTask IAssociationUser.ReleaseRequestedAsync(CancellationToken cancellationToken)
    {
        if (_messages.InMessage)
        {
            throw new DicomProtocolException("A release was asked for inside a message.");
        }

        await _messages.FinishAsync(cancellationToken).ConfigureAwait(false);
        await _association.RaiseAsync(AssociationEvent.ReleaseAnswered, default, cancellationToken).ConfigureAwait(false);
    }

    /// <summary>After an answer. A peer that goes on sending requests ahead of the answers is served at a pace that leaves time for others: its own TCP window stops it.</summary>
    private async ValueTask SlowDownAsync(CancellationToken cancellationToken)
    {
        if (!_association.MoreHasCome)
        {
            _aheadInARow = 0;
            return;
        }

        _sentAhead = true;
        if (++_aheadInARow > _options.RequestsAhead)
        {
            await Task.Delay(_options.PauseAhead, _clock, cancellationToken).ConfigureAwait(false);
        }
    }

    private ValueTask RejectAsync(AssociateReject reject, AssociationLimit? limit, CancellationToken cancellationToken)
    {
        _options.Observer.Rejected(Info, reject.Result, reject.Source, reject.Reason, limit);
        return _association.RaiseAsync(AssociationEvent.LocallyRejected, new() { Reject = reject }, cancellationToken);
    }

    void IAssociationUser.Ended(AssociationEnd end)
    {
        _slots.Free(this);
        _messages.End();
        if (end.Kind != AssociationEndKind.RejectedByUs)
        {
            _options.Observer.Ended(Info, end.Kind == AssociationEndKind.Released, end.Why);
        }
    }

    /// <summary>A bug under a service that answers beside the reading.</summary>
    private void Fail(Exception e)
    {
        _options.Observer.Failed(Info, e);
        _ = _association.AbortAsync("a fault of ours", CancellationToken.None).AsTask();
    }
}
