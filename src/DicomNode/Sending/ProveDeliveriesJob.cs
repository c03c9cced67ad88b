using DicomNode.Configuration;
using DicomNode.Dicom.Network;
using Quartz;

namespace DicomNode.Sending;

/// <summary>Lets the peers that shall prove their storage do so, each by itself.</summary>
[DisallowConcurrentExecution]
internal sealed class ProveDeliveriesJob(StorageProof proof, NodeOptions options, IHostApplicationLifetime lifetime, ILogger<ProveDeliveriesJob> logger) : IJob
{
    /// <summary>Often enough that an operator sees it come; a question is asked once in a while only.</summary>
    public static TimeSpan Period { get; } = TimeSpan.FromSeconds(5);

    public async ValueTask Execute(IJobExecutionContext context, CancellationToken cancellationToken) =>
        await Task.WhenAll(options.Peers.Where(p => p.Proof != ProofOfStorage.None).Select(p => AskAsync(p, lifetime.ApplicationStopping)));

    private async Task AskAsync(PeerOptions peer, CancellationToken stopping)
    {
        try
        {
            await proof.AskAsync(peer, stopping);
        }
        catch (DicomNetworkException e)
        {
            SendingLog.NotProven(logger, peer.AeTitle, e.Message);
        }
        catch (OperationCanceledException) when (stopping.IsCancellationRequested)
        {
            // it is asked again after the next start
        }
    }
}
