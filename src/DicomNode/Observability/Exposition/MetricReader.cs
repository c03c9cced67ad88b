using System.Collections.Concurrent;
using System.Diagnostics.Metrics;

namespace DicomNode.Observability.Exposition;

/// <summary>Listens to the instruments of this node from its start on, and writes down what they said. Instruments are found by the factory that made their meter, so two nodes in one process do not mix.</summary>
internal sealed class MetricReader : IDisposable
{
    /// <summary>Of the runtime's own meter, what an operator looks at.</summary>
    private static readonly HashSet<string> s_runtime =
    [
        "dotnet.gc.collections", "dotnet.gc.heap.total_allocated", "dotnet.gc.last_collection.heap.size", "dotnet.gc.pause.time",
        "dotnet.exceptions", "dotnet.monitor.lock_contentions",
    ];

    private readonly ConcurrentDictionary<Instrument, MetricFamily> _families = [];
    private readonly MeterListener _listener = new();
    private readonly Lock _reading = new();
    private readonly IMeterFactory _meters;

    public MetricReader(IMeterFactory meters)
    {
        _meters = meters;
        _listener.InstrumentPublished = Published;
        _listener.SetMeasurementEventCallback<double>(static (_, value, tags, family) => Record(family, value, tags));
        _listener.SetMeasurementEventCallback<long>(static (_, value, tags, family) => Record(family, value, tags));
        _listener.SetMeasurementEventCallback<int>(static (_, value, tags, family) => Record(family, value, tags));
        _listener.Start();
    }

    /// <summary>The names of all samples that may be written, those without a value yet too.</summary>
    public IEnumerable<string> SampleNames => _families.Values.SelectMany(f => f.SampleNames).Distinct();

    /// <summary>Asks the instruments that want to be asked, and writes all of them.</summary>
    public string Read(ExpositionFormat format)
    {
        lock (_reading)
        {
            MetricFamily[] families = [.. _families.Values.OrderBy(f => f.Name, StringComparer.Ordinal)];
            foreach (MetricFamily family in families.Where(f => f.IsObservable))
            {
                family.Forget();
            }

            _listener.RecordObservableInstruments();
            ExpositionWriter writer = new(format);
            foreach (MetricFamily family in families)
            {
                writer.Write(family);
            }

            return writer.End();
        }
    }

    public void Dispose() => _listener.Dispose();

    private static void Record(object? family, double value, ReadOnlySpan<KeyValuePair<string, object?>> tags) => ((MetricFamily)family!).Record(value, tags);

    private void Published(Instrument instrument, MeterListener listener)
    {
        if (IsOurs(instrument) && MetricFamily.Of(instrument) is { } family)
        {
            _families[instrument] = family;
            listener.EnableMeasurementEvents(instrument, family);
        }
    }

    private bool IsOurs(Instrument instrument) =>
        (ReferenceEquals(instrument.Meter.Scope, _meters) && instrument.Meter.Name.StartsWith(Meters.Prefix, StringComparison.Ordinal))
        || (instrument.Meter.Name == "System.Runtime" && s_runtime.Contains(instrument.Name));
}
