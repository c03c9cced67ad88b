using System.Runtime.ExceptionServices;
using DicomNode.Dicom.Network.Associations;
using DicomNode.Dicom.Network.Dimse;
using DicomNode.Dicom.Network.Services;

namespace DicomNode.Dicom.Network.Calling;

/// <summary>
/// Sends our requests and waits for their responses, each in its time. What ends the association meanwhile becomes the exception that says so;
/// a time-out, and a wish of the caller's to stop, abort it.
/// </summary>
/// <param name="ended">The exception for the end of the association, which may still be on its way.</param>
internal sealed class Invoker(PeerAddress peer, Association association, MessageExchange messages, DicomClientOptions options, Func<Exception?, Task<DicomNetworkException>> ended)
{
    /// <summary>One request, one response.</summary>
    public async Task<DimseResponse> ExchangeAsync(
        string name, AcceptedContext context, Func<ushort, CommandSet> request, Stream? dataSet, CancellationToken cancellationToken)
    {
        Invocation? invocation = null;
        try
        {
            return await GuardAsync(
                name,
                async (limit, restart) =>
                {
                    invocation = await messages.InvokeAsync(context, request, dataSet, () => restart(TimeSpan.Zero), limit).ConfigureAwait(false);
                    restart(options.TransitOf(dataSet));
                    return await invocation.NextAsync(limit).ConfigureAwait(false);
                },
                cancellationToken).ConfigureAwait(false);
        }
        finally
        {
            if (invocation is not null)
            {
                messages.Close(invocation);
            }
        }
    }

    /// <summary>A request that has several responses: take them by <see cref="NextAsync"/>, then <see cref="Close"/>.</summary>
    public Task<Invocation> BeginAsync(string name, AcceptedContext context, Func<ushort, CommandSet> request, Stream dataSet, CancellationToken cancellationToken) =>
        GuardAsync(name, (limit, restart) => messages.InvokeAsync(context, request, dataSet, () => restart(TimeSpan.Zero), limit), cancellationToken);

    /// <summary>The next response; what the peer does for the request meanwhile gives it its time again.</summary>
    public Task<DimseResponse> NextAsync(string name, Invocation invocation, CancellationToken cancellationToken) => GuardAsync(
        name,
        async (limit, restart) =>
        {
            invocation.Progressed = () => restart(TimeSpan.Zero);
            try
            {
                return await invocation.NextAsync(limit).ConfigureAwait(false);
            }
            finally
            {
                invocation.Progressed = static () => { };
            }
        },
        cancellationToken);

    /// <summary>Asks the peer to stop; its final response still comes. C-CANCEL, PS3.7 §9.3.2.3.</summary>
    public Task CancelAsync(string name, Invocation invocation) => GuardAsync(
        name,
        async (limit, _) =>
        {
            await messages.CancelAsync(invocation, limit).ConfigureAwait(false);
            return true;
        },
        CancellationToken.None);

    /// <summary>Asks the peer to stop and passes over what still comes, so that the association can serve the next request.</summary>
    public async Task StopAsync(string name, Invocation invocation)
    {
        await CancelAsync(name, invocation).ConfigureAwait(false);
        while ((await NextAsync(name, invocation, CancellationToken.None).ConfigureAwait(false)).Status.Category == DimseStatusCategory.Pending)
        {
            // it was on its way
        }
    }

    /// <inheritdoc cref="MessageExchange.Close"/>
    public void Close(Invocation invocation) => messages.Close(invocation);

    private async Task<T> GuardAsync<T>(string name, Func<CancellationToken, Action<TimeSpan>, Task<T>> work, CancellationToken cancellationToken)
    {
        using CancellationTokenSource limit = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        TimeSpan patience = options.DimseTimeout;
        try
        {
            Restart(TimeSpan.Zero);
            return await work(limit.Token, Restart).ConfigureAwait(false);
        }
        catch (OperationCanceledException) when (!cancellationToken.IsCancellationRequested)
        {
            await association.AbortAsync($"no response to {name} in time", CancellationToken.None).ConfigureAwait(false);
            throw new DimseTimeoutException(peer, name, patience);
        }
        catch (OperationCanceledException)
        {
            await association.AbortAsync("cancelled", CancellationToken.None).ConfigureAwait(false);
            throw;
        }
        catch (DataSetUnreadableException e)
        {
            await association.AbortAsync("the instance could not be read", CancellationToken.None).ConfigureAwait(false);
            ExceptionDispatchInfo.Throw(e.InnerException!);
            throw;
        }
        catch (AssociationEndedException)
        {
            throw await ended(null).ConfigureAwait(false);
        }
        catch (IOException e)
        {
            throw await ended(e).ConfigureAwait(false);
        }

        void Restart(TimeSpan more)
        {
            patience = options.DimseTimeout + more;
            limit.CancelAfter(patience);
        }
    }
}
