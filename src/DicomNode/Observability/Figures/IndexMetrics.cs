using System.Diagnostics.Metrics;
using DicomNode.Storage.Files;
using DicomNode.Storage.Ledgers;
using DicomNode.Storage.Rows;

namespace DicomNode.Observability.Figures;

/// <summary>Gauges over the rows of the index. They show the last snapshot and never wait for the database.</summary>
internal sealed class IndexMetrics
{
    private readonly NodeFigures _figures;
    private readonly DataFolder _folder;
    private readonly TimeProvider _clock;

    public IndexMetrics(IMeterFactory meters, NodeFigures figures, DataFolder folder, TimeProvider clock)
    {
        (_figures, _folder, _clock) = (figures, folder, clock);
        Meter meter = meters.Create(Meters.Prefix + "Index");
        meter.CreateObservableGauge("dicomnode.series", Series, "{series}", "Series by state.");
        meter.CreateObservableGauge("dicomnode.jobs", Jobs, "{job}", "Segmentation jobs by state.");
        meter.CreateObservableGauge("dicomnode.jobs.oldest_age", () => Age(_figures.Index.Value, _figures.Index.Value?.OldestQueuedAt), "s", "Age of the job that waits longest for a free segmenter; 0: none waits.");
        meter.CreateObservableGauge("dicomnode.deliveries", Deliveries, "{delivery}", "Results on their way, or arrived, by destination and state. dead_letter and held wait for an operator.");
        meter.CreateObservableGauge("dicomnode.deliveries.oldest_age", DeliveryAges, "s", "Age of the oldest result that is not at its destination and not waiting for an operator; 0: none.");
        meter.CreateObservableGauge("dicomnode.index.figures_age", () => Seconds(_figures.Index.Age), "s", "How old these figures are: they grow old while the index cannot be read.");
        meter.CreateObservableGauge("dicomnode.store.size", StoreBytes, "By", "Bytes of the files that the index knows, by kind.");
        meter.CreateObservableGauge("dicomnode.store.files", StoreFiles, "{file}", "Files that the index knows, by kind.");
        meter.CreateObservableGauge("dicomnode.index.size", DatabaseBytes, "By", "Size of node.db and of its write-ahead log.");
    }

    private IEnumerable<Measurement<long>> Series() => Enum.GetValues<SeriesState>()
        .Select(s => new Measurement<long>(_figures.Index.Value?.Series.GetValueOrDefault(s) ?? 0, Tag("state", SnakeCase.Of(s))))
        .Where(_ => _figures.Index.Value is not null);

    private IEnumerable<Measurement<long>> Jobs() => Enum.GetValues<JobState>()
        .Select(s => new Measurement<long>(_figures.Index.Value?.Jobs.GetValueOrDefault(s) ?? 0, Tag("state", SnakeCase.Of(s))))
        .Where(_ => _figures.Index.Value is not null);

    /// <summary>Every state of every destination that has any: an alert needs the zero that comes after a dead letter is gone.</summary>
    private IEnumerable<Measurement<long>> Deliveries() =>
        from figures in ByDestination()
        from state in Enum.GetValues<DeliveryState>()
        select new Measurement<long>(figures.FirstOrDefault(f => f.State == state)?.Count ?? 0, Tag("destination", figures.Key), Tag("state", SnakeCase.Of(state)));

    private IEnumerable<Measurement<double>> DeliveryAges() => ByDestination().Select(figures => new Measurement<double>(
        Age(_figures.Index.Value, figures.Where(f => f.IsUnderWay).Min(f => (DateTime?)f.OldestAt)).First().Value, Tag("destination", figures.Key)));

    private IEnumerable<IGrouping<string, DeliveryFigures>> ByDestination() => (_figures.Index.Value?.Deliveries ?? []).GroupBy(d => d.Destination, StringComparer.Ordinal);

    private IEnumerable<Measurement<double>> Age(IndexFigures? figures, DateTime? since) => figures is null
        ? []
        : [new(since is { } at ? Math.Max(0, (_clock.GetUtcNow().UtcDateTime - at).TotalSeconds) : 0)];

    private static IEnumerable<Measurement<double>> Seconds(TimeSpan? age) => age is { } known ? [new(known.TotalSeconds)] : [];

    private IEnumerable<Measurement<long>> StoreBytes() => _figures.Store.Value is { } store
        ? [new(store.InstanceBytes, Tag("kind", "instances")), new(store.ResultBytes, Tag("kind", "results"))]
        : [];

    private IEnumerable<Measurement<long>> StoreFiles() => _figures.Store.Value is { } store
        ? [new(store.Instances, Tag("kind", "instances")), new(store.Results, Tag("kind", "results"))]
        : [];

    private IEnumerable<Measurement<long>> DatabaseBytes()
    {
        foreach ((string part, string suffix) in new[] { ("database", ""), ("log", "-wal") })
        {
            FileInfo file = new(_folder.Database + suffix);
            if (file.Exists)
            {
                yield return new(file.Length, Tag("part", part));
            }
        }
    }

    private static KeyValuePair<string, object?> Tag(string key, string value) => new(key, value);
}
