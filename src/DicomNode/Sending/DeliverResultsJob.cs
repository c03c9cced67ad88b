using DicomNode.Storage.Ledgers;
using Quartz;

namespace DicomNode.Sending;

/// <summary>Starts a sender for every peer that something is due for.</summary>
[DisallowConcurrentExecution]
internal sealed class DeliverResultsJob(DeliveryLedger ledger, Outbox outbox) : IJob
{
    public async ValueTask Execute(IJobExecutionContext context, CancellationToken cancellationToken)
    {
        foreach (string destination in await ledger.DueDestinationsAsync(cancellationToken))
        {
            outbox.Wake(destination);
        }
    }
}
