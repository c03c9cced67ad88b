using System.Collections.Concurrent;

namespace DicomNode.Dicom.Network.Commitment;

/// <summary>
/// Asks archives for storage commitment and takes their reports, on the association that asked or on one that the archive asks for:
/// the same instance is given to <see cref="DicomServices.CommitmentReports"/>. What is asked for is in the registry before the archive hears of it.
/// </summary>
public sealed class StorageCommitmentScu(ICommitmentRegistry registry) : ICommitmentReportHandler
{
    private readonly ConcurrentDictionary<string, TaskCompletionSource<CommitmentReport>> _waiting = new(StringComparer.Ordinal);

    /// <summary>Asks for commitment, and waits a while for the report.</summary>
    /// <param name="open">Opens the association: <see cref="ClientAssociation.CommitmentContext"/> is among its contexts, and the services are as given.</param>
    /// <param name="transaction">What is asked for; its UID is new: <see cref="CommitmentTransaction.Create"/>.</param>
    /// <param name="holdFor">So long the association stays open for the report; archives that report on it do so soon.</param>
    /// <param name="wait">For the report, all in all.</param>
    /// <returns>Null: no report yet. It goes to the registry when it comes.</returns>
    /// <exception cref="CommitmentRefusedException">The archive says no.</exception>
    /// <exception cref="DicomNetworkException">It cannot be asked; the transaction is void.</exception>
    public async Task<CommitmentReport?> CommitAsync(
        Func<ClientServices, CancellationToken, Task<ClientAssociation>> open, CommitmentTransaction transaction, TimeSpan holdFor, TimeSpan wait, CancellationToken cancellationToken)
    {
        TaskCompletionSource<CommitmentReport> report = new(TaskCreationOptions.RunContinuationsAsynchronously);
        _waiting[transaction.TransactionUid] = report;
        try
        {
            await registry.OpenedAsync(transaction, cancellationToken).ConfigureAwait(false);
            await AskAsync(open, transaction, report.Task, holdFor, cancellationToken).ConfigureAwait(false);
            return await WithinAsync(report.Task, wait - holdFor, cancellationToken).ConfigureAwait(false);
        }
        finally
        {
            _waiting.TryRemove(transaction.TransactionUid, out _);
        }
    }

    public async ValueTask<DimseStatus> ReportedAsync(CommitmentReport report, AssociationInfo association, CancellationToken cancellationToken)
    {
        if (!await registry.ReportedAsync(report, association.CallingAeTitle, cancellationToken).ConfigureAwait(false))
        {
            return DimseStatus.InvalidArgumentValue;
        }

        if (_waiting.TryGetValue(report.TransactionUid, out TaskCompletionSource<CommitmentReport>? waiting))
        {
            waiting.TrySetResult(report);
        }

        return DimseStatus.Success;
    }

    private async Task AskAsync(
        Func<ClientServices, CancellationToken, Task<ClientAssociation>> open, CommitmentTransaction transaction, Task<CommitmentReport> report, TimeSpan holdFor, CancellationToken cancellationToken)
    {
        try
        {
            ClientAssociation association = await open(new() { CommitmentReports = this }, cancellationToken).ConfigureAwait(false);
            await using (association.ConfigureAwait(false))
            {
                DimseStatus status = await association.RequestCommitmentAsync(transaction.TransactionUid, transaction.Instances, cancellationToken).ConfigureAwait(false);
                if (status.Category is not (DimseStatusCategory.Success or DimseStatusCategory.Warning))
                {
                    throw new CommitmentRefusedException(association.Peer, status);
                }

                await WithinAsync(report, holdFor, cancellationToken).ConfigureAwait(false);
                await ReleaseAsync(association, cancellationToken).ConfigureAwait(false);
            }
        }
        catch (DicomNetworkException)
        {
            await registry.VoidedAsync(transaction.TransactionUid, CancellationToken.None).ConfigureAwait(false);
            throw;
        }
    }

    /// <summary>The request is answered: how the association ends changes nothing.</summary>
    private static async Task ReleaseAsync(ClientAssociation association, CancellationToken cancellationToken)
    {
        try
        {
            await association.ReleaseAsync(cancellationToken).ConfigureAwait(false);
        }
        catch (DicomNetworkException)
        {
            // the archive had ended it
        }
    }

    private static async Task<CommitmentReport?> WithinAsync(Task<CommitmentReport> report, TimeSpan time, CancellationToken cancellationToken)
    {
        try
        {
            return await report.WaitAsync(time > TimeSpan.Zero ? time : TimeSpan.Zero, cancellationToken).ConfigureAwait(false);
        }
        catch (TimeoutException)
        {
            return null;
        }
    }
}
