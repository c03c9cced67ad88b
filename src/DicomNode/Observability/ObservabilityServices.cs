using DicomNode.Observability.Exposition;
using DicomNode.Observability.Figures;
using DicomNode.Observability.Traces;
using DicomNode.Segmentation.Inference.Gpus;
using Microsoft.AspNetCore.Authorization;
using Microsoft.EntityFrameworkCore.Diagnostics;

namespace DicomNode.Observability;

internal static class ObservabilityServices
{
    /// <summary>Metrics of all rooms and what writes them down, and traces. The reader listens from before anything is counted.</summary>
    public static IServiceCollection AddObservability(this IServiceCollection services)
    {
        services.AddAuthorizationBuilder().AddPolicy(MetricsAccess.Policy, policy => policy.AddRequirements(new MetricsAccess.Requirement()));
        return services
            .AddSingleton<IAuthorizationHandler, MetricsAccess>()
            .AddMetrics()
            .AddSingleton<MetricReader>()
            .AddSingleton<NodeFigures>()
            .AddSingleton<IndexMetrics>()
            .AddSingleton<HostMetrics>()
            .AddSingleton<GpuSensors>()
            .AddSingleton<GpuMetrics>()
            .AddSingleton<IInterceptor, IndexLatency>()
            .AddHostedService<MetricStart>()
            .AddSingleton<SeriesTracer>()
            .AddHostedService<TelemetryExport>();
    }
}
