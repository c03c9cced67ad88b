using System.Net;
using System.Net.Http.Json;
using System.Text.Json.Nodes;
using DicomNode.Dicom.Network;
using DicomNode.DicomNode.Tests.Hosting;
using DicomNode.Testing;
using Xunit;

namespace DicomNode.DicomNode.Tests.Web;

/// <summary>What an operator sees while the node works.</summary>
public sealed class LiveTests : IDisposable
{
    private readonly TempFolder _folder = new();
    private readonly MadeSeries _series = new() { Slices = 20 };

    public void Dispose() => _folder.Dispose();

    [Fact]
    public async Task Who_listens_is_told_of_a_series_of_its_deliveries_and_of_the_node()
    {
        await using CollectingArchive archive = new();
        await using RunningNode node = await RunningNode.StartAsync(_folder, archive.Port);
        using EventStream events = await EventStream.OpenAsync(node.Http);
        Assert.Equal("text/event-stream", events.ContentType);
        Assert.Equal("DICOMNODE", (string?)(await events.NextAsync("status", _ => true))["aeTitle"]);

        await node.SendAsync(Enumerable.Range(0, _series.Slices).Select(_series.Slice));
        List<string> seen = [];
        JsonNode done = await events.NextAsync("series", s => (string?)s["state"] == "Done", seen);

        Assert.Equal((_series.SeriesInstanceUid, 20), ((string?)done["seriesInstanceUid"], (int)done["instances"]!));
        Assert.Contains(seen, s => s is "series Receiving" or "series Complete" or "series Segmenting" or "series Delivering");
        JsonNode delivery = await WithDeliveryAsync(events, seen, node);
        Assert.Equal((_series.SeriesInstanceUid, "pacs"), ((string?)delivery["seriesInstanceUid"], (string?)delivery["destination"]));
    }

    [Fact]
    public async Task Nobody_is_kept_when_the_node_stops()
    {
        await using CollectingArchive archive = new();
        RunningNode node = await RunningNode.StartAsync(_folder, archive.Port);
        using EventStream events = await EventStream.OpenAsync(node.Http);
        await events.NextAsync("status", _ => true);

        Task stopping = node.DisposeAsync().AsTask();

        Assert.Same(stopping, await Task.WhenAny(stopping, Task.Delay(TimeSpan.FromSeconds(20))));
    }

    [Fact]
    public async Task The_time_line_of_a_series_goes_from_its_first_instance_to_its_deliveries_and_its_log_says_what_happened()
    {
        await using CollectingArchive archive = new(new DimseStatus(0xC000), new DimseStatus(0xC000));
        await using RunningNode node = await RunningNode.StartAsync(_folder, archive.Port);
        await node.SendAsync(Enumerable.Range(0, _series.Slices).Select(_series.Slice));
        JsonNode failed = await node.WaitForAsync(_series.SeriesInstanceUid, "Failed");

        JsonArray timeline = failed["timeline"]!.AsArray();
        string[] kinds = [.. timeline.Select(t => (string)t!["kind"]!)];
        DateTime[] times = [.. timeline.Select(t => (DateTime)t!["at"]!)];
        Assert.Equal(times.Order(), times);
        Assert.Equal(["FirstInstance", "LastInstance", "Closed", "JobQueued", "JobStarted"], kinds.Where(k => k != "Stage").Take(5));
        Assert.Equal(["DeadLetter", "DeadLetter"], kinds.TakeLast(2));
        Assert.Equal(["JobDone", "Result", "Result"], kinds.Where(k => k is "JobDone" or "Result").Order());
        Assert.Contains(timeline, t => (string?)t!["kind"] == "Stage" && (string?)t["model"] == "ct-tissue" && (double?)t["seconds"] >= 0);
        Assert.Contains("The peer refuses", (string?)timeline[^1]!["text"], StringComparison.Ordinal);
        Assert.Equal("pacs", (string?)timeline[^1]!["destination"]);

        int[] ids = [];
        await Eventually.TrueAsync(
            async () => (ids = await LogEventsAsync(node, _series.SeriesInstanceUid)).Count(id => id == 4003) == 2,
            TimeSpan.FromSeconds(20),
            () => string.Join(' ', ids));
        Assert.Equal([2000, 2001, 3000, 3001, 4003, 4003], ids.Where(id => id is >= 2000 and < 3100 or >= 4000)); // the gate speaks too
    }

    [Fact]
    public async Task The_log_of_a_series_survives_a_restart_and_names_no_patient()
    {
        await using CollectingArchive archive = new();
        await using (RunningNode node = await RunningNode.StartAsync(_folder, archive.Port))
        {
            await node.SendAsync(Enumerable.Range(0, _series.Slices).Select(_series.Slice));
            await node.WaitForAsync(_series.SeriesInstanceUid, "Done");
        }

        await using RunningNode again = await RunningNode.StartAsync(_folder, archive.Port);
        int[] ids = await LogEventsAsync(again, _series.SeriesInstanceUid);
        Assert.Equal([2000, 2001, 3000, 3001, 4000, 4000], ids.Where(id => id is >= 2000 and < 3100 or >= 4000));
        string file = await File.ReadAllTextAsync(Assert.Single(Directory.GetFiles(_folder.Combine("data", "logs"))));
        Assert.DoesNotContain("Made^By", file, StringComparison.OrdinalIgnoreCase);
        using HttpResponseMessage unknown = await again.Http.GetAsync(new Uri("/api/v1/series/1.2.3/log", UriKind.Relative));
        Assert.Equal((HttpStatusCode.NotFound, "application/problem+json"), (unknown.StatusCode, unknown.Content.Headers.ContentType?.MediaType));
    }

    [Fact]
    public async Task Status_counts_what_is_here_and_what_came_in()
    {
        await using CollectingArchive archive = new();
        await using RunningNode node = await RunningNode.StartAsync(_folder, archive.Port);
        await node.SendAsync(Enumerable.Range(0, _series.Slices).Select(_series.Slice));
        await node.WaitForAsync(_series.SeriesInstanceUid, "Done");

        JsonNode status = (await node.Http.GetFromJsonAsync<JsonNode>(new Uri("/api/v1/status", UriKind.Relative)))!;

        Assert.Equal((1, 1, 2), ((int?)status["series"]!["Done"], (int?)status["jobs"]!["states"]!["Done"], (int?)status["deliveries"]!["states"]!["Delivered"]));
        Assert.Equal((20, 20), ((int?)status["received"]!["lastMinute"]!["instances"], (int?)status["received"]!["lastHour"]!["instances"]));
        Assert.True((long)status["received"]!["lastHour"]!["bytes"]! > 20 * 512);
        Assert.True((long)status["disk"]!["freeBytes"]! <= (long)status["disk"]!["totalBytes"]!);
        Assert.Equal($"{node.DicomPort}", ((string)status["ports"]!["dicom"]!).Split(':')[^1]);
        Assert.NotNull(status["checks"]!["database"]!["reason"]);
        Assert.Null(status["jobs"]!["oldestWaitingSeconds"]);
    }

    private static async Task<int[]> LogEventsAsync(RunningNode node, string seriesInstanceUid) =>
        [.. (await node.Http.GetFromJsonAsync<JsonArray>(new Uri($"/api/v1/series/{seriesInstanceUid}/log", UriKind.Relative)))!.Select(l => (int)l!["eventId"]!)];

    /// <summary>A delivery is told of before or after its series: where it was before, the next one of another series shows one.</summary>
    private static async Task<JsonNode> WithDeliveryAsync(EventStream events, List<string> seen, RunningNode node) =>
        seen.Exists(s => s.StartsWith("delivery", StringComparison.Ordinal))
            ? (await node.Http.GetFromJsonAsync<JsonArray>(new Uri("/api/v1/deliveries", UriKind.Relative)))![0]!
            : await events.NextAsync("delivery", d => (string?)d["state"] == "Delivered");
}
