using System.Net.Http.Json;
using System.Text.Json.Nodes;
using DicomNode.Configuration;
using DicomNode.Dicom.Data;
using DicomNode.DicomNode.Tests.Hosting;
using DicomNode.Notifying;
using DicomNode.Testing;
using Xunit;

namespace DicomNode.DicomNode.Tests.Notifying;

/// <summary>A node that tells, from a series to the receiver of a webhook.</summary>
public sealed class TellingNodeTests : IDisposable
{
    private static readonly TimeSpan s_longest = TimeSpan.FromSeconds(60);
    private readonly TempFolder _folder = new();
    private readonly MadeSeries _series = new() { Slices = 20 };

    public void Dispose() => _folder.Dispose();

    [Fact]
    public async Task A_dead_letter_is_told_once_to_a_receiver_that_first_fails_and_all_is_well_when_it_is_delivered()
    {
        await using WebhookReceiver receiver = await WebhookReceiver.StartAsync(answers: [500]);
        await using StoreScpPeer archive = new() { AeTitle = "ARCHIVE" }; // not there yet
        await using RunningNode node = await RunningNode.StartAsync(_folder, archive.EndPoint.Port, o => Tell(o, receiver.Url, NotificationKind.DeadLetter));
        await node.SendAsync(Slices());
        await Eventually.TrueAsync(() => receiver.Calls.Count >= 2, s_longest);
        JsonNode[] told = [.. receiver.Calls.Select(c => JsonNode.Parse(c.Body)!)];
        Assert.Equal((string?)told[0]["id"], (string?)told[1]["id"]); // an attempt, and the same again
        Assert.Equal(("DeadLetter", "pacs", "open"), ((string?)told[1]["kind"], (string?)told[1]["subject"], (string?)told[1]["state"]));
        Assert.Contains("could not be delivered to pacs", (string?)told[1]["title"]);
        Assert.Contains(_series.SeriesInstanceUid, (string?)told[1]["items"]);
        await Eventually.TrueAsync(async () => (await ListAsync(node)).Any(n => (string?)n!["outcome"] == "Told" && (int?)n["attempts"] == 2), s_longest);

        await archive.InitializeAsync();
        await node.Http.PostAsync(new Uri("/api/v1/deliveries/retry", UriKind.Relative), null);
        await Eventually.TrueAsync(() => receiver.Calls.Any(c => (string?)JsonNode.Parse(c.Body)!["state"] == "over"), s_longest);
        Assert.Equal(3, receiver.Calls.Count);
        JsonNode over = (await ListAsync(node))[0]!;
        Assert.Equal(("DeadLetter", true), ((string?)over["kind"], (bool?)over["isOver"]));
    }

    [Fact]
    public async Task An_incomplete_series_is_told_of_with_the_title_that_sent_it_and_patients_are_not()
    {
        await using WebhookReceiver receiver = await WebhookReceiver.StartAsync();
        await using RunningNode node = await RunningNode.StartAsync(_folder, 1, o => Tell(o, receiver.Url));
        await node.SendAsync(Slices().Where((_, i) => i != 9));
        await Eventually.TrueAsync(() => receiver.Calls.Any(c => c.Body.Contains("SeriesIncomplete", StringComparison.Ordinal)), s_longest);
        JsonNode told = JsonNode.Parse(receiver.Calls.First(c => c.Body.Contains("SeriesIncomplete", StringComparison.Ordinal)).Body)!;
        Assert.Equal("SCANNER", (string?)told["subject"]);
        Assert.Contains(_series.SeriesInstanceUid, (string?)told["items"]);
        Assert.DoesNotContain(receiver.Calls, c => c.Body.Contains('^', StringComparison.Ordinal));
    }

    [Fact]
    public async Task What_was_decided_on_is_told_by_the_next_node_once_and_a_dead_webhook_holds_nothing_up()
    {
        await using (RunningNode node = await RunningNode.StartAsync(_folder, 1, o => Tell(o, $"http://127.0.0.1:{FreePort.Next()}/", NotificationKind.SeriesIncomplete)))
        {
            await node.SendAsync(Slices().Where((_, i) => i != 9));
            await node.WaitForAsync(_series.SeriesInstanceUid, "Incomplete");
            await Eventually.TrueAsync(async () => (await ListAsync(node)).Any(n => (string?)n!["outcome"] == "Waiting" && (int?)n["attempts"] >= 2), s_longest);
        }

        await using WebhookReceiver receiver = await WebhookReceiver.StartAsync();
        await using (RunningNode node = await RunningNode.StartAsync(_folder, 1, o => Tell(o, receiver.Url, NotificationKind.SeriesIncomplete)))
        {
            await Eventually.TrueAsync(() => receiver.Calls.Count > 0, s_longest);
        }

        await using (RunningNode node = await RunningNode.StartAsync(_folder, 1, o => Tell(o, receiver.Url, NotificationKind.SeriesIncomplete, NotificationKind.Crashed)))
        {
            await Eventually.TrueAsync(async () => (await ListAsync(node)).Count == 1, s_longest);
            await Task.Delay(TimeSpan.FromSeconds(0.5)); // several looks
        }

        Assert.Single(receiver.Calls);
    }

    [Fact]
    public async Task A_start_that_no_stop_came_before_and_an_index_that_was_put_aside_are_told_of()
    {
        Directory.CreateDirectory(_folder.Combine("data", "notifications"));
        await File.WriteAllTextAsync(_folder.Combine("data", "notifications", "running"), "");
        await File.WriteAllTextAsync(_folder.Combine("data", "node.db"), "this is no database");
        await using WebhookReceiver receiver = await WebhookReceiver.StartAsync();
        await using RunningNode node = await RunningNode.StartAsync(_folder, 1, o => Tell(o, receiver.Url));
        await Eventually.TrueAsync(() => receiver.Calls.Count >= 2, s_longest);
        string[] kinds = [.. receiver.Calls.Select(c => (string)JsonNode.Parse(c.Body)!["kind"]!)];
        Assert.Contains("Crashed", kinds);
        Assert.Contains("IndexRebuilt", kinds);
    }

    [Fact]
    public async Task A_disk_below_its_reserve_is_told_of()
    {
        await using WebhookReceiver receiver = await WebhookReceiver.StartAsync();
        await using RunningNode node = await RunningNode.StartAsync(_folder, 1, o =>
        {
            Tell(o, receiver.Url, NotificationKind.Disk);
            o.Data.ReserveGiB = 1_000_000;
        });
        await Eventually.TrueAsync(() => receiver.Calls.Count > 0, s_longest);
        Assert.Contains("The disk is below its reserve", (string?)JsonNode.Parse(receiver.Calls[0].Body)!["title"]);
    }

    [Fact]
    public async Task The_api_tries_channels_by_name_and_says_what_came_of_it()
    {
        await using WebhookReceiver receiver = await WebhookReceiver.StartAsync(answers: [200, 403]);
        await using RunningNode node = await RunningNode.StartAsync(_folder, 1, o => Tell(o, receiver.Url, NotificationKind.Certificate)); // nothing but tests
        JsonNode first = await TestAsync(node, "?channel=HOOK"), second = await TestAsync(node, "");
        Assert.True((bool?)first[0]!["ok"]);
        Assert.Equal((false, "webhook 127.0.0.1: it answered 403."), ((bool?)second[0]!["ok"], (string?)second[0]!["text"]));
        Assert.Contains("This is a test", receiver.Calls[0].Body);
        using HttpResponseMessage none = await node.Http.PostAsync(new Uri("/api/v1/notifications/test?channel=none", UriKind.Relative), null);
        Assert.Equal(System.Net.HttpStatusCode.NotFound, none.StatusCode);
        JsonArray channels = (await node.Http.GetFromJsonAsync<JsonArray>(new Uri("/api/v1/notifications/channels", UriKind.Relative)))!;
        Assert.Equal("hook", (string?)Assert.Single(channels)!["name"]);
    }

    private IEnumerable<DataSet> Slices() => Enumerable.Range(0, _series.Slices).Select(_series.Slice);

    private static void Tell(NodeOptions options, string url, params NotificationKind[] on)
    {
        options.Delivery.GiveUpAfter = TimeSpan.FromSeconds(1);
        options.Notifications = new()
        {
            Look = TimeSpan.FromSeconds(0.1),
            Settle = TimeSpan.FromSeconds(0.3),
            FirstRetryDelay = TimeSpan.FromSeconds(0.1),
            Channels = [new() { Name = "hook", On = on, Webhook = new() { Url = url } }],
        };
    }

    private static async Task<JsonArray> ListAsync(RunningNode node) => (await node.Http.GetFromJsonAsync<JsonArray>(new Uri("/api/v1/notifications", UriKind.Relative)))!;

    private static async Task<JsonNode> TestAsync(RunningNode node, string query)
    {
        using HttpResponseMessage answer = await node.Http.PostAsync(new Uri($"/api/v1/notifications/test{query}", UriKind.Relative), null);
        return (await answer.Content.ReadFromJsonAsync<JsonNode>())!;
    }
}
