using System.Buffers;
using DicomNode.Dicom.Network.Associations;
using DicomNode.Dicom.Network.Pdu;
using DicomNode.Dicom.Network.Services;

namespace DicomNode.Dicom.Network.Calling;

/// <summary>Our side of an association that we asked for. A task reads all the time, so that an abort is seen while we send.</summary>
internal sealed class RequestorSession : IAssociationUser, IAsyncDisposable
{
    /// <summary>When a send fails, the reason may still stand in the receive buffer: so long we wait for it to be read.</summary>
    private static readonly TimeSpan s_reasonTime = TimeSpan.FromSeconds(2);

    /// <summary>For the peer to take our A-ABORT, and to close after it.</summary>
    private static readonly TimeSpan s_closingTime = TimeSpan.FromSeconds(2);

    private readonly DicomClientOptions _options;
    private readonly Association _association;
    private readonly MessageExchange _messages;
    private readonly CancellationTokenSource _disposed = new();
    private readonly TaskCompletionSource _accepted = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private readonly TaskCompletionSource<AssociationEnd> _ended = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private readonly AssociationInfo _info;
    private PresentationContext[] _proposed = [];
    private IReadOnlyList<AcceptedContext> _contexts = [];
    private Task _reading = Task.CompletedTask;

    public RequestorSession(Stream stream, PeerAddress peer, DicomClientOptions options, ClientServices services, TimeProvider clock)
    {
        Peer = peer;
        _options = options;
        _info = new(0, new(System.Net.IPAddress.None, peer.Port), peer.AeTitle, options.AeTitle); // for the services: the peer is who calls them
        _association = new(stream, AssociationRole.Requestor, this, options.MaxPduLength, new(options.AssociationTimeout, s_closingTime), clock);
        _messages = new(ServiceTable.Of(services), _association, Fail);
        Requests = new(peer, _association, _messages, options, EndAsync);
    }

    public PeerAddress Peer { get; }

    /// <summary>What the peer said of itself.</summary>
    public NegotiatedPeer Negotiated { get; private set; } = NegotiatedPeer.None;

    /// <summary>Of ours to the peer.</summary>
    public Invoker Requests { get; }

    public AcceptedContext? FindContext(string sopClassUid, string transferSyntaxUid) =>
        _contexts.FirstOrDefault(c => c.SopClassUid == sopClassUid && c.TransferSyntaxUid == transferSyntaxUid);

    /// <exception cref="PresentationContextRefusedException">The peer takes the class in no transfer syntax that was proposed.</exception>
    public AcceptedContext AnyContext(string sopClassUid) =>
        _contexts.FirstOrDefault(c => c.SopClassUid == sopClassUid) ?? throw new PresentationContextRefusedException(Peer, sopClassUid, null);

    public IReadOnlyList<string> AcceptedTransferSyntaxes(string sopClassUid) =>
        [.. _contexts.Where(c => c.SopClassUid == sopClassUid).Select(c => c.TransferSyntaxUid)];

    /// <summary>Sends A-ASSOCIATE-RQ and waits for the answer.</summary>
    public async Task OpenAsync(IReadOnlyList<ProposedContext> proposals, CancellationToken cancellationToken)
    {
        _proposed = [.. proposals.Select((p, i) => new PresentationContext((byte)((2 * i) + 1), p.SopClassUid, p.TransferSyntaxUids))];
        AssociateRequest request = new()
        {
            CalledAeTitle = Peer.AeTitle, CallingAeTitle = _options.AeTitle, Contexts = _proposed,
            User = UserInformation.OfOurs(_options.MaxPduLength) with { RoleSelections = ProposedContext.Roles(proposals) },
        };
        using CancellationTokenSource limit = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        limit.CancelAfter(_options.AssociationTimeout);
        try
        {
            await _association.RaiseAsync(AssociationEvent.AssociateRequested, default, limit.Token).ConfigureAwait(false);
            await _association.RaiseAsync(AssociationEvent.ConnectionConfirmed, new() { Outgoing = request.Write() }, limit.Token).ConfigureAwait(false);
            _reading = _association.RunAsync(_disposed.Token);
            await _accepted.Task.WaitAsync(limit.Token).ConfigureAwait(false);
        }
        catch (OperationCanceledException) when (!cancellationToken.IsCancellationRequested)
        {
            throw new AssociationTimeoutException(Peer, "A-ASSOCIATE-RQ", _options.AssociationTimeout);
        }
        catch (IOException e)
        {
            throw new ConnectionLostException(Peer, "while the association was asked for", e);
        }
    }

    public async Task ReleaseAsync(CancellationToken cancellationToken)
    {
        using CancellationTokenSource limit = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        limit.CancelAfter(_options.AssociationTimeout);
        try
        {
            await _messages.AnsweredAsync(limit.Token).ConfigureAwait(false); // a report that is taken may be what the caller waited for, before the peer has our answer
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

        await _messages.DisposeAsync().ConfigureAwait(false);
        await _association.DisposeAsync().ConfigureAwait(false);
    }

    ValueTask IAssociationUser.RequestedAsync(AssociateRequest request, CancellationToken cancellationToken) =>
        throw new InvalidOperationException("A requestor gets no A-ASSOCIATE-RQ.");

    void IAssociationUser.Accepted(AssociateAccept accept)
    {
        // at once: a message may stand right behind the acceptance
        Negotiated = NegotiatedPeer.Of(accept.User);
        _contexts = AcceptedContext.Match(_proposed, accept.Contexts);
        _messages.Open(_info, _contexts, PeerLimits.MaxPduLength(accept.User, _options.MaxPduLength));
        _accepted.TrySetResult();
    }

    ValueTask IAssociationUser.DataAsync(ReadOnlySequence<byte> body, CancellationToken cancellationToken) => _messages.ReadAsync(body, cancellationToken);

    ValueTask IAssociationUser.ReleaseRequestedAsync(CancellationToken cancellationToken) =>
        _association.RaiseAsync(AssociationEvent.ReleaseAnswered, new() { Outgoing = ReleaseResponse.Write() }, cancellationToken);

    void IAssociationUser.Ended(AssociationEnd end)
    {
        _ended.TrySetResult(end);
        _messages.End();
        _accepted.TrySetException(ToException(end, null));
    }

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

    /// <summary>A bug under a service that answers beside the reading.</summary>
    private void Fail(Exception e) => _ = _association.AbortAsync($"a fault of ours: {e.Message}", CancellationToken.None).AsTask();
}
