using System.Buffers;
using DicomNode.Dicom.Network.Associations;
using DicomNode.Dicom.Network.Dimse;

namespace DicomNode.Dicom.Network.Services;

/// <summary>Serves the requests of the peer on one association, one after the other.</summary>
/// <param name="failed">Told what broke an operation that answers beside the reading; the association should end.</param>
internal sealed class RequestServer(ServiceTable services, IMessageOutput output, Action<Exception> failed) : IAsyncDisposable
{
    private readonly CancellationTokenSource _ended = new();
    private IServiceOperation? _current;
    private CommandSet? _currentCommand;
    private Task _beside = Task.CompletedTask;
    private CancellationTokenSource? _cancelBeside;
    private ushort _besideMessageId;
    private TaskCompletionSource _answered = Answered();
    private int _disposed;

    /// <summary>An operation answers beside the reading: the peer owes nothing, we do.</summary>
    public bool IsAnswering => !_beside.IsCompleted;

    /// <summary>Ends when what has begun to come in is answered.</summary>
    public Task AnsweredAsync(CancellationToken cancellationToken) => Volatile.Read(ref _answered).Task.WaitAsync(cancellationToken);

    public async ValueTask BeginAsync(IncomingRequest request, CancellationToken cancellationToken)
    {
        if (services.IsEmpty)
        {
            throw new DicomProtocolException("The peer sent a request, and nothing is served on this association.");
        }

        await _beside.WaitAsync(cancellationToken).ConfigureAwait(false); // the asynchronous window is 1, 1
        Volatile.Write(ref _answered, new(TaskCreationOptions.RunContinuationsAsynchronously));
        (_current, _currentCommand) = (services.Begin(request), request.Command);
        await _current.BeginAsync(cancellationToken).ConfigureAwait(false);
        if (!request.Command.HasDataSet)
        {
            await CompleteAsync(cancellationToken).ConfigureAwait(false);
        }
    }

    public async ValueTask DataAsync(ReadOnlySequence<byte> fragment, bool isLast, CancellationToken cancellationToken)
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
            await CompleteAsync(cancellationToken).ConfigureAwait(false);
        }
    }

    /// <summary>C-CANCEL: for an operation that is over, or never was, it is too late and means nothing. PS3.7 §9.3.2.3.</summary>
    public Task CancelAsync(ushort? messageId) =>
        IsAnswering && messageId == _besideMessageId ? _cancelBeside!.CancelAsync() : Task.CompletedTask;

    /// <summary>The peer wants to release: what is still being answered is cancelled and ends.</summary>
    public async Task FinishAsync(CancellationToken cancellationToken)
    {
        if (IsAnswering)
        {
            await _cancelBeside!.CancelAsync().ConfigureAwait(false);
            await _beside.WaitAsync(cancellationToken).ConfigureAwait(false);
        }
    }

    /// <summary>Nothing comes any more: what is not complete is abandoned.</summary>
    public async ValueTask DisposeAsync()
    {
        if (Interlocked.Exchange(ref _disposed, 1) == 1)
        {
            return;
        }

        await _ended.CancelAsync().ConfigureAwait(false);
        await _beside.ConfigureAwait(false);
        if (Interlocked.Exchange(ref _current, null) is { } operation)
        {
            await operation.DisposeAsync().ConfigureAwait(false);
        }

        _answered.TrySetResult();
        _cancelBeside?.Dispose();
        _ended.Dispose();
    }

    private async ValueTask CompleteAsync(CancellationToken cancellationToken)
    {
        IServiceOperation operation = _current!;
        if (operation.IsCancellable)
        {
            _current = null;
            _cancelBeside?.Dispose();
            _cancelBeside = CancellationTokenSource.CreateLinkedTokenSource(_ended.Token);
            _besideMessageId = _currentCommand!.MessageId ?? 0;
            _beside = CompleteBesideAsync(operation, _cancelBeside.Token);
            return;
        }

        await operation.CompleteAsync(output, cancellationToken).ConfigureAwait(false);
        _current = null;
        _answered.TrySetResult();
        await operation.DisposeAsync().ConfigureAwait(false);
    }

    /// <summary>Never fails: what goes wrong is told to <c>failed</c>.</summary>
    private async Task CompleteBesideAsync(IServiceOperation operation, CancellationToken cancellationToken)
    {
        await Task.Yield(); // the reading goes on
        try
        {
            await using (operation.ConfigureAwait(false))
            {
                await operation.CompleteAsync(new UntilTheEnd(output, _ended.Token), cancellationToken).ConfigureAwait(false);
            }
        }
        catch (OperationCanceledException) when (_ended.IsCancellationRequested)
        {
            // nobody is left to take the answer
        }
        catch (IOException)
        {
            // the association ended while we answered, which its reader sees as well
        }
        catch (Exception e)
        {
            failed(e);
        }
        finally
        {
            _answered.TrySetResult();
        }
    }

    private static TaskCompletionSource Answered()
    {
        TaskCompletionSource answered = new();
        answered.SetResult();
        return answered;
    }

    /// <summary>A message that has begun is sent to its end, whatever is cancelled meanwhile; only the end of the association stops it.</summary>
    private sealed class UntilTheEnd(IMessageOutput output, CancellationToken ended) : IMessageOutput
    {
        public ValueTask SendAsync(byte contextId, CommandSet command, Stream? dataSet, CancellationToken cancellationToken) =>
            output.SendAsync(contextId, command, dataSet, ended);

        public Task<DimseStatus?> TryInvokeAsync(
            AcceptedContext context, Func<ushort, CommandSet> request, Stream dataSet, TimeSpan limit, CancellationToken cancellationToken) =>
            output.TryInvokeAsync(context, request, dataSet, limit, ended);
    }
}
