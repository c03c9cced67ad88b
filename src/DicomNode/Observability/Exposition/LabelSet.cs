namespace DicomNode.Observability.Exposition;

/// <summary>The labels of one series of a metric, in the order in which they were first given.</summary>
internal sealed class LabelSet(KeyValuePair<string, string>[] labels, int hash)
{
    /// <summary>Takes what comes when a metric has as many series as it may have. The name is OpenTelemetry's.</summary>
    public static LabelSet Overflow { get; } = LabelSetComparer.Make([new("otel_metric_overflow", "true")]);

    public ReadOnlySpan<KeyValuePair<string, string>> Labels => labels;

    public int Hash => hash;
}
