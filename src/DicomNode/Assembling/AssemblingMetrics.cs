using System.Diagnostics.Metrics;
using DicomNode.Observability;
using DicomNode.Storage.Rows;

namespace DicomNode.Assembling;

/// <summary>What is counted of deciding about series.</summary>
internal sealed class AssemblingMetrics
{
    private readonly Counter<long> _decided;
    private readonly Histogram<double> _arriving, _settling;

    public AssemblingMetrics(IMeterFactory meters)
    {
        Meter meter = meters.Create(Meters.Prefix + "Assembling");
        _decided = meter.CreateCounter<long>("dicomnode.series.decided", "{series}", "Decisions about closed series, by what was decided.");
        _arriving = meter.Seconds("dicomnode.series.receive.duration", "From the first to the last instance of a series.", Meters.LongSeconds);
        _settling = meter.Seconds("dicomnode.series.settle.duration", "From the last instance of a series until it was closed.", Meters.LongSeconds);
    }

    /// <param name="series">As it was closed.</param>
    public void Closed(Series series)
    {
        if (series.ClosedAt is { } closed && series.Attempts <= 1) // once, however often it is decided about
        {
            _arriving.Record((series.LastInstanceAt - series.FirstInstanceAt).TotalSeconds);
            _settling.Record(Math.Max(0, (closed - series.LastInstanceAt).TotalSeconds));
        }
    }

    /// <param name="decision">routed, not_routed, held_open, awaiting, unmatched, incomplete or failed.</param>
    public void Decided(string decision) => _decided.Add(1, new KeyValuePair<string, object?>("decision", decision));
}
