using DicomNode.Configuration;
using DicomNode.Observability.Figures;
using OpenTelemetry;
using OpenTelemetry.Exporter;
using OpenTelemetry.Metrics;
using OpenTelemetry.Resources;
using OpenTelemetry.Trace;

namespace DicomNode.Observability.Traces;

/// <summary>
/// Sends traces, and metrics where that is wanted, to a collector. Nothing of it is started when none is configured. What a collector does not take is dropped: it
/// never delays anything.
/// </summary>
internal sealed class TelemetryExport(NodeOptions options, NodeFigures figures, TimeProvider clock) : BackgroundService
{
    private const string EndpointVariable = "OTEL_EXPORTER_OTLP_ENDPOINT";
    private const int LastWordsMilliseconds = 2000;
    private static readonly TimeSpan s_period = TimeSpan.FromMinutes(1);
    private TracerProvider? _traces;
    private MeterProvider? _metrics;

    public override Task StartAsync(CancellationToken cancellationToken)
    {
        if (options.Telemetry.Otlp is not null || Environment.GetEnvironmentVariable(EndpointVariable) is { Length: > 0 })
        {
            _traces = Sdk.CreateTracerProviderBuilder()
                .ConfigureResource(Describe).SetSampler(new AlwaysOnSampler())
                .AddSource(SeriesTracer.SourceName).AddOtlpExporter(o => Configure(o, "v1/traces"))
                .Build();
        }

        if (options.Telemetry.Otlp is { Metrics: true })
        {
            _metrics = Sdk.CreateMeterProviderBuilder()
                .ConfigureResource(Describe)
                .AddMeter(Meters.Prefix + "*", "System.Runtime").AddOtlpExporter((o, reader) =>
                {
                    Configure(o, "v1/metrics");
                    reader.PeriodicExportingMetricReaderOptions.ExportIntervalMilliseconds = (int)s_period.TotalMilliseconds;
                })
                .Build();
        }

        return base.StartAsync(cancellationToken);
    }

    /// <summary>Sends what is left, for two seconds at most.</summary>
    public override async Task StopAsync(CancellationToken cancellationToken)
    {
        await base.StopAsync(cancellationToken);
        await Task.Run(DisposeProviders, CancellationToken.None);
    }

    public override void Dispose()
    {
        DisposeProviders();
        base.Dispose();
    }

    /// <summary>Gauges show what was read last, and nobody scrapes here.</summary>
    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        using PeriodicTimer timer = new(s_period / 2, clock);
        while (_metrics is not null && await timer.WaitForNextTickAsync(stoppingToken))
        {
            await figures.FreshenAsync(stoppingToken);
        }
    }

    private void DisposeProviders()
    {
        using TracerProvider? traces = Interlocked.Exchange(ref _traces, null);
        using MeterProvider? metrics = Interlocked.Exchange(ref _metrics, null);
        traces?.Shutdown(LastWordsMilliseconds);
        metrics?.Shutdown(LastWordsMilliseconds);
    }

    private void Describe(ResourceBuilder resource) => resource.Clear()
        .AddService("dicomnode", serviceVersion: Product.Version, autoGenerateServiceInstanceId: false, serviceInstanceId: options.Listener.AeTitle)
        .AddEnvironmentVariableDetector();

    private void Configure(OtlpExporterOptions exporter, string path)
    {
        if (options.Telemetry.Otlp is not { } otlp)
        {
            return; // it reads OpenTelemetry's variables by itself
        }

        bool isHttp = otlp.Protocol == OtlpTransport.HttpProtobuf;
        exporter.Protocol = isHttp ? OtlpExportProtocol.HttpProtobuf : OtlpExportProtocol.Grpc;
        exporter.Endpoint = new(isHttp ? $"{otlp.Endpoint.TrimEnd('/')}/{path}" : otlp.Endpoint);
        exporter.Headers = otlp.HeadersFile is { } file ? HeadersFile.Read(file) : exporter.Headers;
    }
}
