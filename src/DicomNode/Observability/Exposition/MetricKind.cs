namespace DicomNode.Observability.Exposition;

internal enum MetricKind
{
    Counter,
    Gauge,
    Histogram,
}
