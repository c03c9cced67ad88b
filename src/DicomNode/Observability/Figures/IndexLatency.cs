using System.Data.Common;
using System.Diagnostics.Metrics;
using Microsoft.EntityFrameworkCore.Diagnostics;

namespace DicomNode.Observability.Figures;

/// <summary>How long the index takes to make a change durable: a commit, or a statement that is a transaction by itself.</summary>
internal sealed class IndexLatency : DbCommandInterceptor, IDbTransactionInterceptor
{
    private readonly Histogram<double> _writes;

    public IndexLatency(IMeterFactory meters) => _writes = meters.Create(Meters.Prefix + "IndexWrites")
        .Seconds("dicomnode.index.write.duration", "Until the index had a change on the disk.", Meters.ShortSeconds);

    public override int NonQueryExecuted(DbCommand command, CommandExecutedEventData eventData, int result)
    {
        Note(command, eventData);
        return result;
    }

    public override ValueTask<int> NonQueryExecutedAsync(DbCommand command, CommandExecutedEventData eventData, int result, CancellationToken cancellationToken = default)
    {
        Note(command, eventData);
        return ValueTask.FromResult(result);
    }

    public void TransactionCommitted(DbTransaction transaction, TransactionEndEventData eventData) => _writes.Record(eventData.Duration.TotalSeconds);

    public Task TransactionCommittedAsync(DbTransaction transaction, TransactionEndEventData eventData, CancellationToken cancellationToken = default)
    {
        _writes.Record(eventData.Duration.TotalSeconds);
        return Task.CompletedTask;
    }

    private void Note(DbCommand command, CommandExecutedEventData eventData)
    {
        if (command.Transaction is null)
        {
            _writes.Record(eventData.Duration.TotalSeconds);
        }
    }
}
