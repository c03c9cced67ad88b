using System.Buffers;
using DicomNode.Dicom.Network.Associations;
using DicomNode.Dicom.Network.Dimse;

namespace DicomNode.Dicom.Network.Services;

/// <summary>The messages of one association: begins a service for each request, gives it its data set, and sends what it answers.</summary>
internal sealed class MessageExchange : IMessageHandler, IMessageOutput, IAsyncDisposable
{
    private readonly ServiceTable _services;
    private readonly Association _association;
    private readonly MessageReader _reader;
    private readonly SemaphoreSlim _sending = new(1, 1);
    private Dictionary<byte, AcceptedContext> _contexts = [];
    private AssociationInfo? _info;
    private MessageSender? _sender;
    private IServiceOperation? _current;

    public MessageExchange(ServiceTable services, Association association)
    {
        _services = services;
        _association = association;
        _reader = new(this);
    }

    /// <summary>Some of a message has come and not all of it.</summary>
    public bool InMessage => _reader.InMessage;

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

    public async ValueTask SendAsync(byte contextId, CommandSet command, Stream? dataSet, CancellationToken cancellationToken)
    {
        await _sending.WaitAsync(cancellationToken).ConfigureAwait(false);
        try
        {
            await _sender!.SendAsync(contextId, command, dataSet, static () => { }, cancellationToken).ConfigureAwait(false);
        }
        finally
        {
            _sending.Release();
        }
    }

    /// <summary>Nothing comes any more; what has begun and is not complete is abandoned.</summary>
    public async ValueTask DisposeAsync()
    {
        await EndCurrentAsync().ConfigureAwait(false);
        _sending.Dispose();
    }

    async ValueTask IMessageHandler.CommandAsync(byte contextId, CommandSet command, CancellationToken cancellationToken)
    {
        if (!_contexts.TryGetValue(contextId, out AcceptedContext? context))
        {
            throw new DicomProtocolException($"A command came for presentation context {contextId}, which was not accepted.");
        }

        if (command.Field is not { } field || command.IsResponse || (command.MessageId is null && field != CommandField.CancelRequest))
        {
            throw new DicomProtocolException("A command is no request, or has no Message ID.");
        }

        if (field == CommandField.CancelRequest)
        {
            return; // nothing of ours lasts long enough to be cancelled
        }

        _current = _services.Begin(new(context, command, _info!));
        await _current.BeginAsync(cancellationToken).ConfigureAwait(false);
        if (!command.HasDataSet)
        {
            await CompleteAsync(_current, cancellationToken).ConfigureAwait(false);
        }
    }

    async ValueTask IMessageHandler.DataAsync(ReadOnlySequence<byte> fragment, bool isLast, CancellationToken cancellationToken)
    {
        if (_current is not { } operation)
        {
            return; // of a C-CANCEL with a data set, which does not exist
        }

        if (!fragment.IsEmpty)
        {
            await operation.DataAsync(fragment, cancellationToken).ConfigureAwait(false);
        }

        if (isLast)
        {
            await CompleteAsync(operation, cancellationToken).ConfigureAwait(false);
        }
    }

    private async ValueTask CompleteAsync(IServiceOperation operation, CancellationToken cancellationToken)
    {
        await operation.CompleteAsync(this, cancellationToken).ConfigureAwait(false);
        await EndCurrentAsync().ConfigureAwait(false);
    }

    private ValueTask EndCurrentAsync() => Interlocked.Exchange(ref _current, null)?.DisposeAsync() ?? ValueTask.CompletedTask;
}
