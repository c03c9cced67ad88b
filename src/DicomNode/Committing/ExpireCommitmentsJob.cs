using DicomNode.Storage.Ledgers;
using Quartz;

namespace DicomNode.Committing;

/// <summary>
/// Every ten minutes: a request for commitment without a report for a day is given up; a report that comes within a week still is taken. After that nothing
/// is left of a request, or an archive that never reports would fill the index.
/// </summary>
[DisallowConcurrentExecution]
internal sealed class ExpireCommitmentsJob(CommitmentLedger ledger, TimeProvider clock, ILogger<ExpireCommitmentsJob> logger) : IJob
{
    private static readonly TimeSpan s_patience = TimeSpan.FromDays(1), s_memory = TimeSpan.FromDays(7);

    public async ValueTask Execute(IJobExecutionContext context, CancellationToken cancellationToken)
    {
        DateTime now = clock.GetUtcNow().UtcDateTime;
        await ledger.RemoveAsync(now - s_memory, cancellationToken);
        int expired = await ledger.ExpireAsync(now - s_patience, cancellationToken);
        if (expired > 0)
        {
            CommittingLog.Expired(logger, expired, s_patience);
        }
    }
}
