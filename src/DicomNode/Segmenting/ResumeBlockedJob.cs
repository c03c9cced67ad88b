using DicomNode.Segmentation.Pipeline;
using DicomNode.Storage.Ledgers;
using Quartz;

namespace DicomNode.Segmenting;

/// <summary>Jobs that wait for a model go on when it can be used: at the start of the node, and when something in its folder has changed.</summary>
[DisallowConcurrentExecution]
internal sealed class ResumeBlockedJob(JobLedger ledger, ModelCatalog models, BlockedModels tried, ILogger<ResumeBlockedJob> logger) : IJob
{
    public static TimeSpan Period { get; } = TimeSpan.FromSeconds(2);

    public async ValueTask Execute(IJobExecutionContext context, CancellationToken cancellationToken)
    {
        foreach (var model in (await ledger.BlockedModelsAsync(cancellationToken)).GroupBy(m => m.ModelId, m => m.ModelVersion))
        {
            if (!tried.HasChanged(model.Key, models.LastChange(model.Key)) || Usable(model.Key) is not string version)
            {
                continue;
            }

            int jobs = await ledger.UnblockAsync(model.Key, version, cancellationToken), series = await ledger.ReconsiderAsync(model.Key, cancellationToken);
            if (jobs + series > 0)
            {
                SegmentingLog.Unblocked(logger, model.Key, jobs, series);
            }
        }
    }

    private string? Usable(string model)
    {
        try
        {
            return models.Get(model).Manifest.Version;
        }
        catch (ModelException)
        {
            return null;
        }
    }
}
