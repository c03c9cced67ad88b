using DicomNode.Observability.Exposition;
using DicomNode.Observability.Figures;

namespace DicomNode.Observability;

/// <summary>Nobody asks for these by name: they are made here, before the rooms start.</summary>
#pragma warning disable CS9113 // to be made is all that is wanted of them
internal sealed class MetricStart(MetricReader reader, IndexMetrics index, HostMetrics host, GpuMetrics gpus) : IHostedService
#pragma warning restore CS9113
{
    public Task StartAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public Task StopAsync(CancellationToken cancellationToken) => Task.CompletedTask;
}
