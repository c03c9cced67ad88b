using DicomNode.Storage.Ledgers;
using Quartz;

namespace DicomNode.Committing;

/// <summary>Every ten minutes: a request for commitment without a report for a day is given up. A report that comes later still is taken.</summary>
[DisallowConcurrentExecution]
internal sealed class ExpireCommitmentsJob(CommitmentLedger ledger, TimeProvider clock, ILogger<ExpireCommitmentsJob> logger) : IJob
{
    private static readonly TimeSpan s_patience = TimeSpan.FromDays(1);

    public async ValueTask Execute(IJobExecutionContext context, CancellationToken cancellationToken)
    {
        int expired = await ledger.ExpireAsync((clock.GetUtcNow() - s_patience).UtcDateTime, cancellationToken);
        if (expired > 0)
        {
            CommittingLog.Expired(logger, expired, s_patience);
        }
    }
}
