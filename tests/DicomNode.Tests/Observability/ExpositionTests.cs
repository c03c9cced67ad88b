using System.Diagnostics.Metrics;
using DicomNode.Observability;
using DicomNode.Observability.Exposition;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Net.Http.Headers;
using Xunit;

namespace DicomNode.DicomNode.Tests.Observability;

/// <summary>Instruments become the text that Prometheus reads: its exposition format 0.0.4, and OpenMetrics 1.0.</summary>
public sealed class ExpositionTests : IDisposable
{
    private readonly ServiceProvider _services = new ServiceCollection().AddMetrics().BuildServiceProvider();
    private readonly IMeterFactory _meters;
    private readonly Meter _meter;
    private readonly MetricReader _reader;

    public ExpositionTests()
    {
        _meters = _services.GetRequiredService<IMeterFactory>();
        _reader = new(_meters);
        _meter = _meters.Create("DicomNode.Tests");
    }

    public void Dispose()
    {
        _reader.Dispose();
        _services.Dispose();
    }

    [Fact]
    public void A_counter_gets_its_unit_and_total_and_keeps_a_series_for_each_set_of_labels()
    {
        Counter<long> received = _meter.CreateCounter<long>("dicomnode.received", "By", "Bytes that came.");
        received.Add(5, Tag("peer", "CT1"));
        received.Add(2, Tag("peer", "CT1"));
        received.Add(1, Tag("peer", "MR1"));

        Assert.Equal(
            """
            # HELP dicomnode_received_bytes_total Bytes that came.
            # TYPE dicomnode_received_bytes_total counter
            dicomnode_received_bytes_total{peer="CT1"} 7
            dicomnode_received_bytes_total{peer="MR1"} 1

            """,
            Ours(ExpositionFormat.PrometheusText));
    }

    [Fact]
    public void A_histogram_counts_up_to_each_bound_the_bound_included()
    {
        Histogram<double> seconds = _meter.Seconds("dicomnode.stage.duration", "Stages.", [0.5, 2]);
        foreach (double value in new[] { 0.25, 0.5, 1, 3 })
        {
            seconds.Record(value, Tag("stage", "read"));
        }

        Assert.Equal(
            """
            # HELP dicomnode_stage_duration_seconds Stages.
            # TYPE dicomnode_stage_duration_seconds histogram
            dicomnode_stage_duration_seconds_bucket{stage="read",le="0.5"} 2
            dicomnode_stage_duration_seconds_bucket{stage="read",le="2"} 3
            dicomnode_stage_duration_seconds_bucket{stage="read",le="+Inf"} 4
            dicomnode_stage_duration_seconds_sum{stage="read"} 4.75
            dicomnode_stage_duration_seconds_count{stage="read"} 4

            """,
            Ours(ExpositionFormat.PrometheusText));
    }

    [Fact]
    public void OpenMetrics_names_the_unit_writes_bounds_as_floats_and_ends_with_a_mark()
    {
        _meter.Seconds("dicomnode.stage.duration", "Stages.", [2]).Record(1);
        _meter.CreateCounter<long>("dicomnode.jobs.ended", "{job}", "Jobs \"done\".").Add(1);

        Assert.Equal(
            """
            # HELP dicomnode_jobs_ended Jobs \"done\".
            # TYPE dicomnode_jobs_ended counter
            dicomnode_jobs_ended_total 1
            # HELP dicomnode_stage_duration_seconds Stages.
            # TYPE dicomnode_stage_duration_seconds histogram
            # UNIT dicomnode_stage_duration_seconds seconds
            dicomnode_stage_duration_seconds_bucket{le="2.0"} 1
            dicomnode_stage_duration_seconds_bucket{le="+Inf"} 1
            dicomnode_stage_duration_seconds_sum 1
            dicomnode_stage_duration_seconds_count 1
            # EOF

            """,
            Ours(ExpositionFormat.OpenMetrics));
    }

    [Fact]
    public void Labels_and_help_are_escaped()
    {
        _meter.CreateGauge<double>("dicomnode.odd", description: "One\nline, a \\ and \"quotes\".").Record(double.PositiveInfinity, Tag("file", "C:\\a\"b\nc"));

        Assert.Equal(
            "# HELP dicomnode_odd One\\nline, a \\\\ and \"quotes\".\n# TYPE dicomnode_odd gauge\ndicomnode_odd{file=\"C:\\\\a\\\"b\\nc\"} +Inf\n",
            Ours(ExpositionFormat.PrometheusText));
    }

    [Fact]
    public void What_an_observable_gauge_does_not_say_again_is_gone()
    {
        string[] said = ["a", "b"];
        _meter.CreateObservableGauge("dicomnode.said", () => said.Select(s => new Measurement<int>(1, Tag("what", s))));

        Assert.Contains("""{what="a"}""", Ours(ExpositionFormat.PrometheusText), StringComparison.Ordinal);
        said = ["b"];
        Assert.DoesNotContain("""{what="a"}""", Ours(ExpositionFormat.PrometheusText), StringComparison.Ordinal);
    }

    [Fact]
    public void A_label_without_end_is_cut_off_and_no_measurement_is_lost()
    {
        Counter<long> calls = _meter.CreateCounter<long>("dicomnode.calls");
        for (int i = 0; i < MetricFamily.MaxSeries + 50; i++)
        {
            calls.Add(1, Tag("peer", $"{i}"));
        }

        string text = Ours(ExpositionFormat.PrometheusText);
        Assert.Contains("""dicomnode_calls_total{otel_metric_overflow="true"} 50""", text, StringComparison.Ordinal);
        Assert.Equal(MetricFamily.MaxSeries + 1, text.Split('\n').Count(l => l.StartsWith("dicomnode_calls_total", StringComparison.Ordinal)));
    }

    [Fact]
    public async Task Many_threads_lose_nothing()
    {
        Counter<double> sum = _meter.CreateCounter<double>("dicomnode.sum");
        Histogram<double> histogram = _meter.Seconds("dicomnode.times.duration", "", [1]);
        await Task.WhenAll(Enumerable.Range(0, 8).Select(_ => Task.Run(() =>
        {
            for (int i = 0; i < 20_000; i++)
            {
                sum.Add(0.5, Tag("a", "1"));
                histogram.Record(i % 2 * 2);
            }
        })));

        string text = Ours(ExpositionFormat.PrometheusText);
        Assert.Contains("""dicomnode_sum_total{a="1"} 80000""", text, StringComparison.Ordinal);
        Assert.Contains("""dicomnode_times_duration_seconds_bucket{le="1"} 80000""", text, StringComparison.Ordinal);
        Assert.Contains("dicomnode_times_duration_seconds_sum 160000", text, StringComparison.Ordinal);
        Assert.Contains("dicomnode_times_duration_seconds_count 160000", text, StringComparison.Ordinal);
    }

    [Fact]
    public void Meters_of_another_node_in_the_same_process_are_not_heard()
    {
        using ServiceProvider others = new ServiceCollection().AddMetrics().BuildServiceProvider();
        others.GetRequiredService<IMeterFactory>().Create("DicomNode.Tests").CreateCounter<long>("dicomnode.foreign").Add(1);

        Assert.DoesNotContain("dicomnode_foreign", Ours(ExpositionFormat.PrometheusText), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("text/plain;version=0.0.4", ExpositionFormat.PrometheusText)]
    [InlineData("application/openmetrics-text;version=1.0.0;q=0.8,text/plain;version=0.0.4;q=0.5", ExpositionFormat.OpenMetrics)]
    [InlineData("*/*", ExpositionFormat.PrometheusText)]
    [InlineData("text/plain,application/openmetrics-text;q=0.3", ExpositionFormat.PrometheusText)]
    public void The_scraper_chooses_the_format(string accept, object format) =>
        Assert.Equal((ExpositionFormat)format, ExpositionFormats.Choose(MediaTypeHeaderValue.ParseList([accept])));

    /// <summary>Without what the runtime says of itself.</summary>
    private string Ours(ExpositionFormat format) =>
        string.Concat(_reader.Read(format).Split('\n', StringSplitOptions.RemoveEmptyEntries).Where(l => !l.Contains("dotnet_", StringComparison.Ordinal)).Select(l => l + "\n"));

    private static KeyValuePair<string, object?> Tag(string key, string value) => new(key, value);
}
