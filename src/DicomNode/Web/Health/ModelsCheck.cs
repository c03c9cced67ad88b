using DicomNode.Configuration;
using DicomNode.Segmentation.Inference;
using DicomNode.Segmentation.Pipeline;
using DicomNode.Segmenting;
using Microsoft.Extensions.Diagnostics.HealthChecks;

namespace DicomNode.Web.Health;

/// <summary>Every model that a route names is loaded and has run. Until then the node is not ready, and receives nevertheless.</summary>
internal sealed class ModelsCheck(ModelCatalog models, WarmModels warm, InferenceEngine engine, NodeOptions options, TimeProvider clock) : IHealthCheck
{
    public Task<HealthCheckResult> CheckHealthAsync(HealthCheckContext context, CancellationToken cancellationToken = default)
    {
        try
        {
            ModelFolder[] used = [.. options.Routes.Select(r => r.Model).Distinct().Select(models.Get)];
            if (used.Length == 0 || !options.Inference.Warm)
            {
                _ = used.All(m => engine.IsRemote(m.Request())) ? null : engine.Local;
                return Task.FromResult(HealthCheckResult.Healthy(used.Length == 0 ? "No route names a model." : $"{string.Join(", ", used.Select(m => $"{m.Manifest.Id} {m.Manifest.Version}"))}; loaded when a series wants them."));
            }

            DateTime now = clock.GetUtcNow().UtcDateTime;
            WarmState[] states = [.. used.Select(m => warm.Find(m.Manifest.Id) ?? new(m.Manifest.Id, m.Manifest.Version, WarmStage.Waiting, now))];
            string text = string.Join("; ", states.Select(s => s.Text(now)));
            return Task.FromResult(states.All(s => s.Stage == WarmStage.Warm)
                ? HealthCheckResult.Healthy($"{text}.")
                : HealthCheckResult.Unhealthy($"{text}. {states.Count(s => s.Stage == WarmStage.Warm)} of {states.Length} ready; receiving goes on."));
        }
        catch (Exception e) when (e is ModelException or InferenceException)
        {
            return Task.FromResult(HealthCheckResult.Unhealthy(e.Message));
        }
    }
}
