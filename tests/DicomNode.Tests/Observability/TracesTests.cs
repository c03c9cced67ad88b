using System.Text;
using DicomNode.Configuration;
using DicomNode.Dicom.Data;
using DicomNode.Dicom.Dictionary;
using DicomNode.Dicom.Network;
using DicomNode.DicomNode.Tests.Hosting;
using DicomNode.Observability.Traces;
using DicomNode.Testing;
using Xunit;

namespace DicomNode.DicomNode.Tests.Observability;

/// <summary>One trace for one series, from its first instance to its last delivery.</summary>
public sealed class TracesTests : IDisposable
{
    private const string Marker = "ZQXMARKER";
    private readonly TempFolder _folder = new();
    private readonly MadeSeries _series = new() { Slices = 20, Seed = 4711 };

    public void Dispose() => _folder.Dispose();

    [Fact]
    public async Task A_collector_gets_the_life_of_a_series_as_one_tree_of_spans()
    {
        await using TraceCollector collector = new();
        await using CollectingArchive archive = new(DimseStatus.OutOfResources);
        string headers = _folder.Combine("headers");
        await File.WriteAllTextAsync(headers, "Authorization: Bearer a b==\n");
        await using (RunningNode node = await RunningNode.StartAsync(_folder, archive.Port, o => o.Telemetry = new() { Otlp = new() { Endpoint = collector.Endpoint, HeadersFile = headers, Metrics = true } }))
        {
            await node.SendAsync(Enumerable.Range(0, _series.Slices).Select(Marked));
            await node.WaitForAsync(_series.SeriesInstanceUid, "Done");
        } // its end sends what is left

        ReceivedSpan[] spans = Spans(collector);
        ReceivedSpan root = Assert.Single(spans, s => s.Parent.Length == 0);
        Assert.Equal(("series", _series.SeriesInstanceUid, "Done"), (root.Name, root.Tags["dicomnode.series_instance_uid"], root.Tags["dicomnode.state"]));
        Assert.All(spans.Where(s => s != root), s => Assert.Contains(spans, parent => parent.Id == s.Parent));

        Assert.Equal("receive, assemble, wait for a segmenter, segment, deliver, deliver", string.Join(", ", Children(spans, root).Select(s => s.Name)));
        ReceivedSpan receive = Named(spans, "receive"), assemble = Named(spans, "assemble"), segment = Named(spans, "segment");
        Assert.Equal(("SCANNER", "20"), (receive.Tags["dicomnode.peer"], receive.Tags["dicomnode.instances"]));
        Assert.True(receive.End <= assemble.Start.AddMilliseconds(1) && assemble.End <= segment.End);
        Assert.Equal(("ct-tissue", "done", "CPU"), (segment.Tags["dicomnode.model"], segment.Tags["dicomnode.outcome"], segment.Tags["dicomnode.provider"]));

        ReceivedSpan[] stages = [.. Children(spans, segment)];
        Assert.Equal(("read", "keep results"), (stages[0].Name, stages[^1].Name));
        Assert.Contains("results", stages.Select(s => s.Name));
        Assert.All(stages.Zip(stages.Skip(1)), pair => Assert.InRange((pair.Second.Start - pair.First.End).TotalMilliseconds, -1, 1)); // one after the other
        Assert.All(stages, s => Assert.InRange(s.Start, segment.Start.AddMilliseconds(-10), segment.End)); // seconds of stages are rounded to milliseconds

        Assert.Equal(3, spans.Count(s => s.Name == "attempt"));
        ReceivedSpan refused = Assert.Single(spans, s => s.Name == "attempt" && s.IsError);
        Assert.Equal(("try_again", "A700H", "pacs"), (refused.Tags["dicomnode.outcome"], refused.Tags["dicomnode.status"], refused.Tags["dicomnode.destination"]));
        ReceivedSpan twice = Assert.Single(spans, s => s.Name == "deliver" && s.Tags["dicomnode.attempts"] == "2");
        Assert.Equal(2, Children(spans, twice).Count());
        Assert.True(twice.Length >= TimeSpan.FromSeconds(0.1) && root.End >= twice.End && root.Start <= receive.Start); // it waited for its second attempt

        Assert.All(collector.Requests, r => Assert.Equal("Bearer a b==", r.Authorization));
        Assert.Contains(collector.Requests, r => r.Path == "/v1/metrics" && Encoding.UTF8.GetString(r.Body).Contains("dicomnode.instances.received", StringComparison.Ordinal));
        Assert.All(collector.Requests, r => Assert.DoesNotContain(Marker, Encoding.UTF8.GetString(r.Body), StringComparison.OrdinalIgnoreCase));
    }

    [Fact]
    public async Task A_trace_goes_on_after_a_restart()
    {
        await using TraceCollector collector = new();
        TelemetryOptions telemetry = new() { Otlp = new() { Endpoint = collector.Endpoint } };
        await using (RunningNode node = await RunningNode.StartAsync(_folder, archivePort: 1, o => o.Telemetry = telemetry))
        {
            await node.SendAsync(Enumerable.Range(0, _series.Slices).Select(Marked));
            await node.WaitForAsync(_series.SeriesInstanceUid, "Delivering");
        }

        Assert.DoesNotContain(Spans(collector), s => s.Parent.Length == 0); // it is not over
        await using CollectingArchive archive = new();
        await using (RunningNode node = await RunningNode.StartAsync(_folder, archive.Port, o => o.Telemetry = telemetry))
        {
            await node.WaitForAsync(_series.SeriesInstanceUid, "Done");
        }

        ReceivedSpan[] spans = Spans(collector);
        ReceivedSpan root = Assert.Single(spans, s => s.Parent.Length == 0);
        Assert.All(spans.Where(s => s != root), s => Assert.Contains(spans, parent => parent.Id == s.Parent));
        Assert.Equal(2, Children(spans, root).Count(s => s.Name == "deliver"));
    }

    [Fact]
    public async Task A_collector_that_is_not_there_disturbs_nothing()
    {
        await using CollectingArchive archive = new();
        await using RunningNode node = await RunningNode.StartAsync(_folder, archive.Port, o => o.Telemetry = new() { Otlp = new() { Endpoint = $"http://127.0.0.1:{FreePort.Next()}" } });
        await node.SendAsync(Enumerable.Range(0, _series.Slices).Select(Marked));
        await node.WaitForAsync(_series.SeriesInstanceUid, "Done");
    }

    private DataSet Marked(int z) => _series.Slice(z).SetString(Tags.PatientName, $"{Marker}^Name").SetString(Tags.PatientId, Marker).SetString(Tags.SeriesDescription, Marker);

    /// <summary>Of the series: other nodes of this process are heard too.</summary>
    private ReceivedSpan[] Spans(TraceCollector collector)
    {
        string trace = new SeriesTrace(_series.SeriesInstanceUid, 1).TraceId.ToHexString();
        return [.. collector.Spans.Where(s => s.Trace == trace)];
    }

    private static ReceivedSpan Named(ReceivedSpan[] spans, string name) => Assert.Single(spans, s => s.Name == name);

    private static IEnumerable<ReceivedSpan> Children(ReceivedSpan[] spans, ReceivedSpan parent) => spans.Where(s => s.Parent == parent.Id).OrderBy(s => s.Start);
}
