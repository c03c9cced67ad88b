using System.Diagnostics.Metrics;

namespace DicomNode.Observability;

/// <summary>A meter for each room: <c>DicomNode.Receiving</c> and so on.</summary>
internal static class Meters
{
    public const string Prefix = "DicomNode.";

    /// <summary>Bounds for what takes from milliseconds to seconds: an instance, a commit, an attempt to deliver.</summary>
    public static double[] ShortSeconds { get; } = [0.001, 0.0025, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10, 30, 60];

    /// <summary>Bounds for what takes from seconds to hours: a series, a model, a delivery with its retries.</summary>
    public static double[] LongSeconds { get; } = [0.1, 0.25, 0.5, 1, 2.5, 5, 10, 20, 30, 60, 120, 300, 600, 1800, 3600, 14400, 86400];

    public static Histogram<double> Seconds(this Meter meter, string name, string description, double[] bounds) =>
        meter.CreateHistogram(name, "s", description, null, new InstrumentAdvice<double> { HistogramBucketBoundaries = bounds });
}
