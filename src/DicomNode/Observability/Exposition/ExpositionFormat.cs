using Microsoft.Net.Http.Headers;

namespace DicomNode.Observability.Exposition;

/// <summary>The two texts that Prometheus reads.</summary>
internal enum ExpositionFormat
{
    /// <summary>Version 0.0.4, which everything reads.</summary>
    PrometheusText,

    OpenMetrics,
}

internal static class ExpositionFormats
{
    private const string OpenMetricsType = "application/openmetrics-text";

    /// <summary>What the caller likes best, by its Accept header.</summary>
    public static ExpositionFormat Choose(IList<MediaTypeHeaderValue>? accepted)
    {
        double Liking(string type) => accepted?.Where(a => a.MediaType == type).Select(a => a.Quality ?? 1).DefaultIfEmpty(0).Max() ?? 0;
        double open = Liking(OpenMetricsType);
        return open > 0 && open >= Liking("text/plain") ? ExpositionFormat.OpenMetrics : ExpositionFormat.PrometheusText;
    }

    public static string ContentType(this ExpositionFormat format) => format == ExpositionFormat.OpenMetrics
        ? $"{OpenMetricsType}; version=1.0.0; charset=utf-8"
        : "text/plain; version=0.0.4; charset=utf-8";
}
