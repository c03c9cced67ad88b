using System.Buffers;
using DicomNode.Dicom.Data;
using DicomNode.Dicom.Encoding;
using DicomNode.Dicom.Network.Dimse;
using DicomNode.Dicom.Network.Query;

namespace DicomNode.Dicom.Network.Services;

/// <summary>Answers one C-FIND: a response per match while the candidates come, until they end, the peer cancels, or the time is over. PS3.4 §C.4.1.</summary>
/// <param name="limit">For the whole query, the peer's slowness included.</param>
internal sealed class FindScp(IncomingRequest request, IQueryHandler handler, INetworkObserver observer, TimeSpan limit, TimeProvider clock) : IServiceOperation
{
    /// <summary>Hundreds of UIDs; an identifier has no business being longer.</summary>
    private const int MaxIdentifierLength = 64 * 1024;

    private readonly WholeMessage _identifier = new(request, MaxIdentifierLength);
    private int _matches;

    public bool IsCancellable => true;

    public ValueTask BeginAsync(CancellationToken cancellationToken) => ValueTask.CompletedTask;

    public ValueTask DataAsync(ReadOnlySequence<byte> fragment, CancellationToken cancellationToken)
    {
        _identifier.Add(fragment);
        return ValueTask.CompletedTask;
    }

    public async ValueTask CompleteAsync(IMessageOutput output, CancellationToken cancellationToken)
    {
        (DimseStatus status, string? comment) = await AnswerAsync(output, cancellationToken).ConfigureAwait(false);
        observer.Queried(request.Association, status, _matches);
        await output.SendAsync(request.Context.Id, request.Command.Respond(status, comment), null, cancellationToken).ConfigureAwait(false);
    }

    public ValueTask DisposeAsync() => ValueTask.CompletedTask;

    private async ValueTask<(DimseStatus Final, string? Comment)> AnswerAsync(IMessageOutput output, CancellationToken cancellationToken)
    {
        using CancellationTokenSource time = new(limit, clock);
        using CancellationTokenSource either = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken, time.Token);
        try
        {
            QueryIdentifier identifier = Read();
            DimseStatus pending = identifier.HasUnsupportedKeys ? DimseStatus.PendingWithUnsupportedKeys : DimseStatus.Pending;
            await foreach (DataSet candidate in handler.CandidatesAsync(new(identifier, request.Association), either.Token).ConfigureAwait(false))
            {
                either.Token.ThrowIfCancellationRequested();
                if (identifier.Matches(candidate))
                {
                    using MemoryStream answer = new(DataSetWriter.ToArray(identifier.Answer(candidate), _identifier.TransferSyntax));
                    await output.SendAsync(request.Context.Id, request.Command.Respond(pending, dataSetFollows: true), answer, either.Token).ConfigureAwait(false);
                    _matches++;
                }
            }

            return (DimseStatus.Success, null);
        }
        catch (OperationCanceledException) when (cancellationToken.IsCancellationRequested)
        {
            return (DimseStatus.Cancel, null);
        }
        catch (OperationCanceledException) when (time.IsCancellationRequested)
        {
            return (DimseStatus.OutOfResources, $"the query took longer than {limit.TotalSeconds:0} s");
        }
        catch (QueryRefusedException e)
        {
            return (e.Status, e.Message);
        }
    }

    /// <exception cref="QueryRefusedException">There is none, or it cannot be read.</exception>
    private QueryIdentifier Read() =>
        _identifier.IsOverLimit ? throw new QueryRefusedException(DimseStatus.OutOfResources, $"the identifier is longer than {MaxIdentifierLength} bytes")
        : _identifier.Read() is DataSet keys ? QueryIdentifier.Parse(keys)
        : throw new QueryRefusedException(DimseStatus.CannotUnderstand, "there is no identifier, or it cannot be read");
}
