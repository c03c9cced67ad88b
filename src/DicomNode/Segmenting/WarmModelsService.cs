using DicomNode.Configuration;
using DicomNode.Segmentation.Pipeline;

namespace DicomNode.Segmenting;

/// <summary>
/// Makes the models of the routes ready, one after the other, while the node receives already. One that cannot run is tried again every minute: a driver, a server or its files may
/// come back.
/// </summary>
internal sealed class WarmModelsService(
    ModelCatalog models, ModelWarmer warmer, WarmModels warm, NodeOptions options, IHostApplicationLifetime lifetime, TimeProvider clock, ILogger<WarmModelsService> logger) : BackgroundService
{
    private static readonly TimeSpan s_pause = TimeSpan.FromMinutes(1);

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        if (!options.Inference.Warm)
        {
            return;
        }

        await StartedAsync(stoppingToken); // nothing that listens waits for this
        string[] left = [.. options.Routes.Select(r => r.Model).Distinct(StringComparer.Ordinal)];
        foreach (string id in left)
        {
            warm.Set(new(id, VersionOf(id), WarmStage.Waiting, clock.GetUtcNow().UtcDateTime));
        }

        Dictionary<string, string?> told = [];
        while (left.Length > 0)
        {
            List<string> failed = [];
            foreach (string id in left)
            {
                WarmState state = await WarmAsync(id, stoppingToken);
                if (state.Stage == WarmStage.Warm)
                {
                    SegmentingLog.Warm(logger, state.Text(state.Since));
                    continue;
                }

                failed.Add(id);
                if (told.GetValueOrDefault(id) != state.Reason) // once for each reason
                {
                    SegmentingLog.NotWarm(logger, state.Id, state.Reason);
                    told[id] = state.Reason;
                }
            }

            left = [.. failed];
            if (left.Length > 0)
            {
                await Task.Delay(s_pause, clock, stoppingToken);
            }
        }
    }

    private async Task<WarmState> WarmAsync(string id, CancellationToken cancellationToken)
    {
        ModelFolder model;
        try
        {
            model = await Task.Run(() => models.Get(id), cancellationToken); // reads and hashes the network
        }
        catch (ModelException e)
        {
            WarmState broken = new(id, "", WarmStage.Failed, clock.GetUtcNow().UtcDateTime, Reason: e.Message);
            warm.Set(broken);
            return broken;
        }

        SegmentingLog.Warming(logger, id, model.Manifest.Version);
        return await warmer.WarmAsync(model, warm.Set, cancellationToken);
    }

    private string VersionOf(string id)
    {
        try
        {
            return models.Get(id).Manifest.Version;
        }
        catch (ModelException)
        {
            return ""; // said when its turn comes
        }
    }

    private async Task StartedAsync(CancellationToken stoppingToken)
    {
        TaskCompletionSource started = new(TaskCreationOptions.RunContinuationsAsynchronously);
        await using CancellationTokenRegistration registration = lifetime.ApplicationStarted.Register(started.SetResult);
        await started.Task.WaitAsync(stoppingToken);
    }
}
