using System.Buffers;
using System.Net;
using DicomNode.Dicom.Network.Associations;
using DicomNode.Dicom.Network.Pdu;
using DicomNode.Dicom.Network.Security;
using DicomNode.Dicom.Network.Services;

namespace DicomNode.Dicom.Network.Serving;

/// <summary>One connection to the server, from its first byte to its last: answers the association, keeps its times and limits. What its messages ask for is the business of <see cref="MessageExchange"/>.</summary>
internal sealed class AcceptorSession : IAssociationUser, IAsyncDisposable
{
    private readonly DicomServerOptions _options;
    private readonly ServiceTable _services;
    private readonly AssociationSlots _slots;
    private readonly PeerPace _pace;
    private readonly Association _association;
    private readonly MessageExchange _messages;
    private volatile bool _serving;
    private volatile bool _stopping;

    public AcceptorSession(
        long id, Stream stream, IPEndPoint remote, PeerPace pace, DicomServerOptions options, ServiceTable services, AssociationSlots slots, TimeProvider clock)
    {
        Info = new(id, remote, "", "") { Security = (stream as TlsStream)?.Peer };
        _options = options;
        _services = services;
        _slots = slots;
        _pace = pace;
        _association = new(stream, AssociationRole.Acceptor, this, options.MaxPduLength, new(options.Artim, options.ClosingTimeout), clock);
        _messages = new(services, _association, Fail);
    }

    public AssociationInfo Info { get; private set; }

    /// <summary>An association was asked for; before, the connection is only pending.</summary>
    public bool IsAssociated { get; private set; }

    /// <summary>How long the peer has been below the minimum rate; zero while we are the ones who work.</summary>
    public TimeSpan SlowFor => _messages.IsAnswering ? _pace.TakesSlowlyFor : _pace.SlowFor;

    /// <summary>A message is under way, in or out.</summary>
    private bool IsServing => _serving || _messages.IsAnswering;

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
            await DisposeAsync().ConfigureAwait(false);
        }
    }

    /// <summary>Called by <see cref="RunAsync"/> at its end.</summary>
    public async ValueTask DisposeAsync()
    {
        await _messages.DisposeAsync().ConfigureAwait(false);
        await _association.DisposeAsync().ConfigureAwait(false);
    }

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
        TimeSpan slow = SlowFor;
        bool serving = IsServing;
        if (IsAssociated && slow >= (serving ? _options.MinimumRateWindow : _options.IdleTimeout))
        {
            string why = serving ? $"below {_options.MinimumBytesPerSecond} bytes/s for {slow.TotalSeconds:0} s" : $"silent for {slow.TotalSeconds:0} s";
            _ = _association.AbortAsync(why, CancellationToken.None).AsTask();
        }
    }

    async ValueTask IAssociationUser.RequestedAsync(AssociateRequest request, CancellationToken cancellationToken)
    {
        Info = Info with { CallingAeTitle = AeTitle.Printable(request.CallingAeTitle), CalledAeTitle = AeTitle.Printable(request.CalledAeTitle) };
        IsAssociated = true;
        AssociateReject? reject = Admission.Judge(request, Info, _options);
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
