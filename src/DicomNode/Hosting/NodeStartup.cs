using DicomNode.Receiving;
using DicomNode.Storage;
using DicomNode.Storage.Files;
using DicomNode.Storage.Ledgers;

namespace DicomNode.Hosting;

/// <summary>
/// Before anything listens: the database is checked, and what a crash left is put in order. A disk that takes nothing does not stop the start: the node
/// answers what it is asked, refuses instances with A700H, and makes up for it when there is room.
/// </summary>
internal sealed class NodeStartup(
    NodeDatabase database, InstanceFiles files, InstanceIndex index, StaleLeases leases, Deadlines deadlines, SeriesRemoval removal, InstanceIndexer indexer,
    Calendar calendar, ILogger<NodeStartup> logger) : IHostedService
{
    public async Task StartAsync(CancellationToken cancellationToken)
    {
        bool isNewIndex = await OpenIndexAsync(cancellationToken);
        RecoveryReport recovered = files.Recover();
        foreach (string kept in recovered.Kept)
        {
            ReceivingLog.RecoveryProblem(logger, kept);
        }

        try
        {
            int interrupted = await leases.EndAsync(cancellationToken);
            await deadlines.BeginAnewAsync(cancellationToken);
            await removal.DeleteFilesAsync(cancellationToken); // before files without rows are looked for
            IndexReport caughtUp = await index.CatchUpAsync(cancellationToken);
            if (isNewIndex)
            {
                int resting = await index.RestOldSeriesAsync(calendar.UtcNow - InstanceIndex.Recent, cancellationToken);
                ReceivingLog.IndexMadeAgain(logger, caughtUp.Added, resting, InstanceIndex.Recent);
            }

            files.Noted(recovered.Promoted.Select(p => p.Path));
            ReceivingLog.Recovered(logger, recovered.Promoted.Count, recovered.Removed, caughtUp.Added, interrupted);
        }
        catch (Exception e) when (IndexTrouble.Is(e))
        {
            indexer.OweCatchUp();
            ReceivingLog.RecoveryProblem(logger, $"The index cannot be written ({e.GetBaseException().Message}). What it has to take up waits until it can.");
        }
    }

    /// <summary>A damaged index would keep the node from receiving, and it is only an index: it is put aside and made again from the files.</summary>
    /// <returns>True: it is empty now.</returns>
    private async Task<bool> OpenIndexAsync(CancellationToken cancellationToken)
    {
        try
        {
            await database.StartAsync(cancellationToken);
            return false;
        }
        catch (DatabaseDamagedException e)
        {
            ReceivingLog.IndexDamaged(logger, e.Message, database.PutAside());
            await database.StartAsync(cancellationToken);
            return true;
        }
    }

    public Task StopAsync(CancellationToken cancellationToken) => Task.CompletedTask;
}
