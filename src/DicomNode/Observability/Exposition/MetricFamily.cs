using System.Collections.Concurrent;
using System.Diagnostics.Metrics;

namespace DicomNode.Observability.Exposition;

/// <summary>One instrument with all its series. A label that grows without end costs no memory: over <see cref="MaxSeries"/> its measurements share one series.</summary>
internal sealed class MetricFamily
{
    public const int MaxSeries = 500;

    /// <summary>For histograms that name no bounds, in seconds.</summary>
    private static readonly double[] s_bounds = [0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10, 30, 60, 300];

    private readonly ConcurrentDictionary<LabelSet, Cell> _cells = new(LabelSetComparer.Instance);
    private readonly ConcurrentDictionary<LabelSet, Cell>.AlternateLookup<ReadOnlySpan<KeyValuePair<string, object?>>> _lookup;
    private readonly Func<Cell> _make;
    private int _count;

    private MetricFamily(Instrument instrument, MetricKind kind, IReadOnlyList<double> bounds, Func<Cell> make)
    {
        _lookup = _cells.GetAlternateLookup<ReadOnlySpan<KeyValuePair<string, object?>>>();
        _make = make;
        (Kind, Bounds) = (kind, bounds);
        (Name, Unit) = MetricName.Of(instrument, kind);
        Help = instrument.Description ?? "";
        IsObservable = instrument.IsObservable;
    }

    /// <summary>As Prometheus has it, with the suffix of its unit and, for a counter, without <c>_total</c>.</summary>
    public string Name { get; }

    /// <summary>In Prometheus' words; empty: none.</summary>
    public string Unit { get; }

    public string Help { get; }

    public MetricKind Kind { get; }

    /// <summary>Of a histogram.</summary>
    public IReadOnlyList<double> Bounds { get; }

    /// <summary>Its values are asked for at each scrape, and those that were not given again are gone.</summary>
    public bool IsObservable { get; }

    /// <summary>What its lines begin with.</summary>
    public IEnumerable<string> SampleNames => Kind switch
    {
        MetricKind.Counter => [Name + "_total"],
        MetricKind.Histogram => [Name + "_bucket", Name + "_sum", Name + "_count"],
        _ => [Name],
    };

    /// <summary>In a steady order.</summary>
    public IEnumerable<(LabelSet Labels, Cell Cell)> Series => _cells
        .Select(c => (c.Key, c.Value))
        .OrderBy(c => string.Join('\0', c.Key.Labels.ToArray().Select(l => l.Value)), StringComparer.Ordinal);

    /// <returns>Null: an instrument of an unknown kind.</returns>
    public static MetricFamily? Of(Instrument instrument)
    {
        Type type = instrument.GetType().GetGenericTypeDefinition();
        return type == typeof(Histogram<>) ? OfHistogram(instrument)
            : type == typeof(Counter<>) ? new(instrument, MetricKind.Counter, [], () => new SumCell())
            : type == typeof(ObservableCounter<>) ? new(instrument, MetricKind.Counter, [], () => new LastCell())
            : type == typeof(UpDownCounter<>) ? new(instrument, MetricKind.Gauge, [], () => new SumCell())
            : type == typeof(Gauge<>) || type == typeof(ObservableGauge<>) || type == typeof(ObservableUpDownCounter<>) ? new(instrument, MetricKind.Gauge, [], () => new LastCell())
            : null;
    }

    public void Record(double value, ReadOnlySpan<KeyValuePair<string, object?>> tags)
    {
        if (!_lookup.TryGetValue(tags, out Cell? cell))
        {
            LabelSet labels = Interlocked.Increment(ref _count) <= MaxSeries ? LabelSetComparer.Make(tags) : LabelSet.Overflow;
            cell = _cells.GetOrAdd(labels, _ => _make());
        }

        cell.Record(value);
    }

    /// <summary>Before its values are asked for.</summary>
    public void Forget()
    {
        _cells.Clear();
        _count = 0;
    }

    private static MetricFamily OfHistogram(Instrument instrument)
    {
        IReadOnlyList<double> bounds = (instrument as Histogram<double>)?.Advice?.HistogramBucketBoundaries ?? s_bounds;
        return new(instrument, MetricKind.Histogram, bounds, () => new HistogramCell(bounds));
    }
}
