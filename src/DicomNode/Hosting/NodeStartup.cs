using DicomNode.Receiving;
using DicomNode.Storage;
using DicomNode.Storage.Files;
using DicomNode.Storage.Ledgers;

namespace DicomNode.Hosting;

/// <summary>Before anything listens: the database is checked, and what a crash left is put in order.</summary>
internal sealed class NodeStartup(NodeDatabase database, InstanceFiles files, InstanceIndex index, StaleLeases leases, Deadlines deadlines, ILogger<NodeStartup> logger) : IHostedService
{
    public async Task StartAsync(CancellationToken cancellationToken)
    {
        await database.StartAsync(cancellationToken);
        int interrupted = await leases.EndAsync(cancellationToken);
        await deadlines.BeginAnewAsync(cancellationToken);
        RecoveryReport recovered = files.Recover();
        foreach (string kept in recovered.Kept)
        {
            ReceivingLog.RecoveryProblem(logger, kept);
        }

        var caughtUp = await index.CatchUpAsync(cancellationToken);
        ReceivingLog.Recovered(logger, recovered.Promoted.Count, recovered.Removed, caughtUp.Added, interrupted);
    }

    public Task StopAsync(CancellationToken cancellationToken) => Task.CompletedTask;
}
