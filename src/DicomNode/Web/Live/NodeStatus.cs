using DicomNode.Configuration;
using DicomNode.Receiving;
using DicomNode.Segmentation.Inference.Gpus;
using DicomNode.Segmenting;
using DicomNode.Storage.Files;
using DicomNode.Storage.Ledgers;
using DicomNode.Web.Views;
using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.Hosting.Server.Features;
using Microsoft.Extensions.Diagnostics.HealthChecks;

namespace DicomNode.Web.Live;

/// <summary>How the node is, for whoever asks. The checks, which may ask other machines, are made at most once in a few seconds.</summary>
internal sealed class NodeStatus(
    NodeOptions options, IndexCensus census, ReceivedAmounts received, DataFolder folder, ListenerService listener, IServer server, HealthCheckService health,
    ModelCatalog models, WarmModels warm, GpuSensors gpus, TimeProvider clock) : IDisposable
{
    private static readonly TimeSpan s_checksHold = TimeSpan.FromSeconds(5);
    private readonly DateTime _startedAt = clock.GetUtcNow().UtcDateTime;
    private readonly SemaphoreSlim _one = new(1);
    private (HealthReport Report, long At)? _checks;

    public async Task<StatusView> ReadAsync(CancellationToken cancellationToken)
    {
        HealthReport checks = await ChecksAsync(cancellationToken);
        IndexFigures index = await census.CountAsync(cancellationToken);
        DateTime now = clock.GetUtcNow().UtcDateTime;
        return new(
            Product.Version, _startedAt, now, options.Listener.AeTitle, checks.Status.ToString(),
            new(listener.EndPoint?.ToString(), listener.SecureEndPoint?.ToString(), [.. server.Features.Get<IServerAddressesFeature>()?.Addresses ?? []]),
            index.Series, new(index.Jobs, (now - index.OldestQueuedAt)?.TotalSeconds), new(index.DeliveryStates, (now - index.OldestDeliveryAt)?.TotalSeconds),
            new(Received(TimeSpan.FromMinutes(1)), Received(TimeSpan.FromHours(1))),
            new(folder.Root, folder.FreeBytes, folder.TotalBytes, folder.ReserveBytes),
            new(Environment.WorkingSet, GC.GetTotalMemory(forceFullCollection: false), GC.GetGCMemoryInfo().TotalAvailableMemoryBytes),
            [.. models.Ids.Select(id => warm.Find(id)?.Provider).OfType<string>().Distinct()], gpus.Read(), listener.Connections, CheckView.Of(checks));
    }

    public void Dispose() => _one.Dispose();

    private AmountView Received(TimeSpan within)
    {
        (int instances, long bytes) = received.Within(within);
        return new(instances, bytes);
    }

    private async Task<HealthReport> ChecksAsync(CancellationToken cancellationToken)
    {
        await _one.WaitAsync(cancellationToken);
        try
        {
            if (_checks is not { } last || clock.GetElapsedTime(last.At) > s_checksHold)
            {
                _checks = last = (await health.CheckHealthAsync(cancellationToken), clock.GetTimestamp());
            }

            return last.Report;
        }
        finally
        {
            _one.Release();
        }
    }
}
