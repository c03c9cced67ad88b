namespace DicomNode.Configuration;

/// <summary>What is told to a collector. Nothing by default: /metrics is there without it.</summary>
public sealed class TelemetryOptions
{
    /// <summary>Null: nothing is sent, unless the variable OTEL_EXPORTER_OTLP_ENDPOINT names a collector.</summary>
    public OtlpOptions? Otlp { get; set; }
}
