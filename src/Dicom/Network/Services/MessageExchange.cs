using System.Buffers;
using DicomNode.Dicom.Network.Associations;
using DicomNode.Dicom.Network.Dimse;

namespace DicomNode.Dicom.Network.Services;

/// <summary>
/// The messages of one association, both ways: requests of the peer go to <see cref="RequestServer"/>, responses to the request of ours that waits for them.
/// Who asked for the association makes no difference.
/// </summary>
internal sealed class MessageExchange : IMessageHandler, IMessageOutput, IAsyncDisposable
{
    /// <summary>The longest data set of a response: a C-MOVE may name some hundred thousand failed instances.</summary>
    private const int MaxResponseDataSet = 8 * 1024 * 1024;

    private readonly Association _association;
    private readonly MessageReader _reader;
    private readonly RequestServer _requests;
    private readonly SemaphoreSlim _sending = new(1, 1), _invoking = new(1, 1);
    private Dictionary<byte, AcceptedContext> _contexts = [];
    private AssociationInfo? _info;
    private MessageSender? _sender;
    private Invocation? _invocation;
    private CommandSet? _response;
    private DataSetBuffer? _responseData;
    private ushort _lastMessageId;
    private volatile bool _ended;

    /// <param name="failed">Told of a bug under a service that answers beside the reading.</param>
    public MessageExchange(ServiceTable services, Association association, Action<Exception> failed)
    {
        _association = association;
        _reader = new(this);
        _requests = new(services, this, failed);
    }

    /// <summary>Some of a message has come and not all of it.</summary>
    public bool InMessage => _reader.InMessage;

    /// <summary>We are answering something: nothing is owed by the peer but to take it.</summary>
    public bool IsAnswering => _requests.IsAnswering;

    /// <summary>The association is agreed on.</summary>
    /// <param name="maxPduLength">Of the P-DATA-TF bodies that the peer takes.</param>
    public void Open(AssociationInfo info, IReadOnlyList<AcceptedContext> contexts, int maxPduLength)
    {
        _info = info;
        _contexts = contexts.ToDictionary(c => c.Id);
        _sender = new(_association, maxPduLength);
    }

    /// <summary>Reads the body of one P-DATA-TF.</summary>
    /// <exception cref="DicomProtocolException">Its content is out of turn.</exception>
    public ValueTask ReadAsync(ReadOnlySequence<byte> body, CancellationToken cancellationToken) => _reader.ReadAsync(body, cancellationToken);

    public ValueTask SendAsync(byte contextId, CommandSet command, Stream? dataSet, CancellationToken cancellationToken) =>
        SendAsync(contextId, command, dataSet, static () => { }, cancellationToken);

    public async Task<DimseStatus?> TryInvokeAsync(
        AcceptedContext context, Func<ushort, CommandSet> request, Stream dataSet, TimeSpan limit, CancellationToken cancellationToken)
    {
        using CancellationTokenSource time = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        time.CancelAfter(limit);
        bool isTurn = false;
        Invocation? invocation = null;
        try
        {
            await _invoking.WaitAsync(time.Token).ConfigureAwait(false);
            isTurn = true;
            invocation = await InvokeAsync(context, request, dataSet, static () => { }, time.Token).ConfigureAwait(false);
            return (await invocation.NextAsync(time.Token).ConfigureAwait(false)).Status;
        }
        catch (Exception e) when (e is AssociationEndedException or IOException)
        {
            return null;
        }
        catch (OperationCanceledException) when (!cancellationToken.IsCancellationRequested)
        {
            return null;
        }
        finally
        {
            if (invocation is not null)
            {
                Close(invocation);
            }

            if (isTurn)
            {
                _invoking.Release();
            }
        }
    }

    /// <summary>Sends a request of ours. Its responses are taken from what is returned; then <see cref="Close"/>.</summary>
    /// <param name="progressed">Called whenever something of it moves.</param>
    /// <exception cref="InvalidOperationException">Another request is under way.</exception>
    public async Task<Invocation> InvokeAsync(
        AcceptedContext context, Func<ushort, CommandSet> request, Stream? dataSet, Action progressed, CancellationToken cancellationToken)
    {
        ushort messageId = _lastMessageId == ushort.MaxValue ? (ushort)1 : (ushort)(_lastMessageId + 1);
        CommandSet command = request(messageId);
        Invocation invocation = new(messageId, command.Field!.Value, context) { Progressed = progressed };
        if (Interlocked.CompareExchange(ref _invocation, invocation, null) is not null)
        {
            throw new InvalidOperationException("An association serves one request at a time.");
        }

        _lastMessageId = messageId;
        if (_ended)
        {
            invocation.End();
        }

        try
        {
            await SendAsync(context.Id, command, dataSet, progressed, cancellationToken).ConfigureAwait(false);
            return invocation;
        }
        catch
        {
            Close(invocation);
            throw;
        }
    }

    /// <summary>Asks the peer to stop; its final response still comes.</summary>
    public ValueTask CancelAsync(Invocation invocation, CancellationToken cancellationToken) =>
        SendAsync(invocation.Context.Id, CommandSet.Cancel(invocation.MessageId), null, cancellationToken);

    /// <summary>No response is awaited any more: the next request may go out, and a response that still comes breaks the protocol.</summary>
    public void Close(Invocation invocation) => Interlocked.CompareExchange(ref _invocation, null, invocation);

    /// <inheritdoc cref="RequestServer.FinishAsync"/>
    public Task FinishAsync(CancellationToken cancellationToken) => _requests.FinishAsync(cancellationToken);

    /// <inheritdoc cref="RequestServer.AnsweredAsync"/>
    public Task AnsweredAsync(CancellationToken cancellationToken) => _requests.AnsweredAsync(cancellationToken);

    /// <summary>The association is over.</summary>
    public void End()
    {
        _ended = true;
        Volatile.Read(ref _invocation)?.End();
    }

    /// <summary>What has begun and is not complete is abandoned.</summary>
    public async ValueTask DisposeAsync()
    {
        End();
        await _requests.DisposeAsync().ConfigureAwait(false);
    }

    async ValueTask IMessageHandler.CommandAsync(byte contextId, CommandSet command, CancellationToken cancellationToken)
    {
        if (!_contexts.TryGetValue(contextId, out AcceptedContext? context))
        {
            throw new DicomProtocolException($"A command came for presentation context {contextId}, which was not accepted.");
        }

        if (command.IsResponse)
        {
            Expected().Check(command);
            (_response, _responseData) = (command, command.HasDataSet ? new(MaxResponseDataSet) : null);
            if (!command.HasDataSet)
            {
                await RespondedAsync(cancellationToken).ConfigureAwait(false);
            }
        }
        else if (command.Field == CommandField.CancelRequest)
        {
            await _requests.CancelAsync(command.MessageIdBeingRespondedTo).ConfigureAwait(false);
        }
        else if (command.Field is null || command.MessageId is null)
        {
            throw new DicomProtocolException("A command is no request, or has no Message ID.");
        }
        else
        {
            await _requests.BeginAsync(new(context, command, _info!), cancellationToken).ConfigureAwait(false);
            Progressed();
        }
    }

    async ValueTask IMessageHandler.DataAsync(ReadOnlySequence<byte> fragment, bool isLast, CancellationToken cancellationToken)
    {
        if (_response is null)
        {
            Progressed();
            await _requests.DataAsync(fragment, isLast, cancellationToken).ConfigureAwait(false);
            Progressed();
            return;
        }

        _responseData!.Add(fragment);
        if (_responseData.IsOverLimit)
        {
            throw new DicomProtocolException($"The data set of a response is longer than {MaxResponseDataSet} bytes.");
        }

        if (isLast)
        {
            await RespondedAsync(cancellationToken).ConfigureAwait(false);
        }
    }

    private async ValueTask RespondedAsync(CancellationToken cancellationToken)
    {
        Invocation invocation = Expected();
        DimseResponse response = new(_response!, _responseData?.Bytes ?? default, invocation.Context.TransferSyntaxUid);
        (_response, _responseData) = (null, null);
        await invocation.TakeAsync(response, cancellationToken).ConfigureAwait(false);
    }

    private Invocation Expected() => Volatile.Read(ref _invocation) ?? throw new DicomProtocolException("A response came that nothing asked for.");

    /// <summary>A sub-operation of a C-GET counts as an answer: the peer is at work.</summary>
    private void Progressed() => Volatile.Read(ref _invocation)?.Progressed();

    private async ValueTask SendAsync(byte contextId, CommandSet command, Stream? dataSet, Action beforeSend, CancellationToken cancellationToken)
    {
        await _sending.WaitAsync(cancellationToken).ConfigureAwait(false);
        try
        {
            await _sender!.SendAsync(contextId, command, dataSet, beforeSend, cancellationToken).ConfigureAwait(false);
        }
        finally
        {
            _sending.Release();
        }
    }
}
