using System.Diagnostics.Metrics;

namespace DicomNode.Observability.Exposition;

/// <summary>From OpenTelemetry's names and units to those of Prometheus: <c>dicomnode.received.bytes</c> in By is <c>dicomnode_received_bytes</c>.</summary>
internal static class MetricName
{
    public static (string Name, string Unit) Of(Instrument instrument, MetricKind kind)
    {
        string name = Clean(instrument.Name);
        string unit = UnitOf(instrument.Unit, kind);
        return unit.Length == 0 || name.EndsWith("_" + unit, StringComparison.Ordinal) || name == unit ? (name, unit) : ($"{name}_{unit}", unit);
    }

    /// <summary>Letters, digits and underscores, not beginning with a digit.</summary>
    public static string Clean(string name)
    {
        string clean = string.Concat(name.Select(c => char.IsAsciiLetterOrDigit(c) ? c : '_'));
        return clean.Length > 0 && char.IsAsciiDigit(clean[0]) ? "_" + clean : clean;
    }

    // what stands in braces is no unit but says what is counted
    private static string UnitOf(string? unit, MetricKind kind) => unit switch
    {
        "s" => "seconds",
        "By" => "bytes",
        "Cel" => "celsius",
        "1" when kind == MetricKind.Gauge => "ratio",
        null or "" or "1" or ['{', ..] => "",
        _ => Clean(unit),
    };
}
