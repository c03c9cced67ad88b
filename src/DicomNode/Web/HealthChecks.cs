using System.Data.Common;
using DicomNode.Configuration;
using DicomNode.Dicom.Pixels.Native;
using DicomNode.Receiving;
using DicomNode.Segmentation.Inference;
using DicomNode.Segmentation.Pipeline;
using DicomNode.Segmenting;
using DicomNode.Storage.Files;
using DicomNode.Storage.Ledgers;
using DicomNode.Storage.Rows;
using Microsoft.Extensions.Diagnostics.HealthChecks;

namespace DicomNode.Web;

/// <summary>The listener is open.</summary>
internal sealed class ListenerCheck(ListenerService listener) : IHealthCheck
{
    public Task<HealthCheckResult> CheckHealthAsync(HealthCheckContext context, CancellationToken cancellationToken = default) => Task.FromResult(
        (listener.EndPoint, listener.SecureEndPoint) is (null, null)
            ? HealthCheckResult.Unhealthy("Not listening.")
            : HealthCheckResult.Healthy($"Listening on {Ports()}, {listener.Connections} connections."));

    private string Ports() => string.Join(" and ", new[] { $"{listener.EndPoint}", listener.SecureEndPoint is { } secure ? $"{secure} (TLS)" : "" }.Where(p => p.Length > 0));
}

/// <summary>There is room for more instances.</summary>
internal sealed class DiskCheck(DataFolder folder, NodeOptions options) : IHealthCheck
{
    private const double GiB = 1L << 30;

    public Task<HealthCheckResult> CheckHealthAsync(HealthCheckContext context, CancellationToken cancellationToken = default)
    {
        string free = $"{folder.FreeBytes / GiB:0.0} GiB free in {folder.Root}";
        return Task.FromResult(folder.HasRoomFor(0)
            ? HealthCheckResult.Healthy($"{free}.")
            : HealthCheckResult.Unhealthy($"{free}, less than the reserve of {options.Data.ReserveGiB} GiB (Data:ReserveGiB): instances are answered A700H. Make room on that disk."));
    }
}

/// <summary>The index answers.</summary>
internal sealed class DatabaseCheck(SeriesLedger ledger) : IHealthCheck
{
    public async Task<HealthCheckResult> CheckHealthAsync(HealthCheckContext context, CancellationToken cancellationToken = default)
    {
        try
        {
            IReadOnlyDictionary<SeriesState, int> series = await ledger.CountByStateAsync(cancellationToken);
            return HealthCheckResult.Healthy(series.Count == 0 ? "No series yet." : $"Series: {string.Join(", ", series.Select(c => $"{c.Value} {c.Key}"))}.");
        }
        catch (DbException e)
        {
            return HealthCheckResult.Unhealthy($"The index does not answer ({e.Message}); receiving goes on.");
        }
    }
}

/// <summary>Which libraries decode compressed images. One that is missing is no illness: what it would decode is refused when it is offered.</summary>
internal sealed class DecodersCheck(NativeFrameDecoder native) : IHealthCheck
{
    public Task<HealthCheckResult> CheckHealthAsync(HealthCheckContext context, CancellationToken cancellationToken = default) =>
        Task.FromResult(HealthCheckResult.Healthy(string.Join("; ", native.Libraries.Select(l => $"{l.Codec}: {l.Library ?? $"none ({l.Problem})"}")) + "."));
}

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

/// <summary>The servers that run models for this node answer.</summary>
internal sealed class InferenceServersCheck(InferenceEngine engine) : IHealthCheck
{
    public async Task<HealthCheckResult> CheckHealthAsync(HealthCheckContext context, CancellationToken cancellationToken = default)
    {
        (Uri Address, string? Problem)[] servers = await engine.ServersAsync(cancellationToken);
        string text = string.Join(" ", servers.Select(s => s.Problem is null ? $"{s.Address} is ready." : $"{s.Address}: {s.Problem}"));
        int ready = servers.Count(s => s.Problem is null);
        return servers.Length == 0 ? HealthCheckResult.Healthy("None is configured.")
            : ready == servers.Length ? HealthCheckResult.Healthy(text)
            : ready > 0 ? HealthCheckResult.Degraded(text)
            : HealthCheckResult.Unhealthy(text);
    }
}
