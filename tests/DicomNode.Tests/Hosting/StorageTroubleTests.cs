using System.Net.Http.Json;
using System.Text.Json.Nodes;
using DicomNode.Dicom.Data;
using DicomNode.Dicom.Network;
using DicomNode.Receiving;
using DicomNode.Storage;
using DicomNode.Storage.Ledgers;
using DicomNode.Storage.Rows;
using DicomNode.Testing;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Xunit;

namespace DicomNode.DicomNode.Tests.Hosting;

/// <summary>What a node does while its disk or its index fails, in one process.</summary>
public sealed class StorageTroubleTests : IDisposable
{
    private static readonly TimeSpan s_longest = TimeSpan.FromSeconds(60);
    private readonly TempFolder _folder = new();
    private readonly MadeSeries _series = new() { Slices = 20 };

    public void Dispose() => _folder.Dispose();

    [Fact]
    public async Task While_another_program_holds_the_database_receiving_and_asking_go_on_and_afterwards_the_series_is_segmented_once()
    {
        await using CollectingArchive archive = new();
        await using RunningNode node = await RunningNode.StartAsync(_folder, archive.Port);
        InstanceIndexer indexer = node.Services.GetRequiredService<InstanceIndexer>();
        await using (NodeDbContext other = await node.Services.GetRequiredService<IDbContextFactory<NodeDbContext>>().CreateDbContextAsync())
        {
            await using var held = await other.Database.BeginTransactionAsync(System.Data.IsolationLevel.Serializable);
            Assert.All(await node.SendAsync(Slices()), s => Assert.Equal(DimseStatus.Success, s));
            Assert.Equal(20, Directory.GetFiles(_folder.Combine("data/series"), "*.dcm", SearchOption.AllDirectories).Length);
            Assert.Empty((await node.Http.GetFromJsonAsync<JsonArray>(new Uri("/api/v1/series", UriKind.Relative)))!);
            await Eventually.TrueAsync(() => indexer.IsBehind, s_longest); // it has tried to write and could not
        }

        JsonNode done = await node.WaitForAsync(_series.SeriesInstanceUid, "Done", "Failed");
        Assert.Equal(("Done", 20, 1), ((string?)done["state"], (int?)done["instances"], (int?)done["generation"]));
        Assert.Equal(2, archive.Received.Count);
    }

    [Fact]
    public async Task A_result_that_the_disk_does_not_take_puts_its_job_back_with_the_reason_and_is_made_again()
    {
        await using CollectingArchive archive = new();
        await using (RunningNode node = await RunningNode.StartAsync(_folder, archive.Port))
        {
            Directory.Delete(_folder.Combine("data/results"));
            await File.WriteAllTextAsync(_folder.Combine("data/results"), ""); // no file can be made below it, whoever asks
            await node.SendAsync(Slices());
            JsonNode? job = null;
            await Eventually.TrueAsync(
                async () => (string?)(job = (await node.FindAsync(_series.SeriesInstanceUid))?["jobs"]?.AsArray().FirstOrDefault())?["reason"] is not null, s_longest, () => $"{job}");
            Assert.Equal("Queued", (string?)job!["state"]);
            Assert.Contains("made again when there is room", (string?)job["reason"]);
            File.Delete(_folder.Combine("data/results"));
        }

        await using RunningNode again = await RunningNode.StartAsync(_folder, archive.Port);
        Assert.Equal("Done", (string?)(await again.WaitForAsync(_series.SeriesInstanceUid, "Done", "Failed"))["state"]);
        Assert.Equal(2, archive.Received.Count);
    }

    [Fact]
    public async Task A_result_that_cannot_be_read_now_is_tried_again_and_one_that_is_gone_becomes_a_dead_letter()
    {
        List<(string Kind, string Path)> results = [];
        await using (RunningNode node = await RunningNode.StartAsync(_folder, archivePort: 1)) // nobody is there
        {
            await node.SendAsync(Slices());
            await node.WaitForAsync(_series.SeriesInstanceUid, "Delivering");
            results.AddRange((await Deliveries(node).ListAsync(null, 0, 10, default)).Select(d => (d.Result!.Kind, _folder.Combine("data", d.Result.Path))));
        }

        string segmentation = results.Single(r => r.Kind == "SEG").Path;
        File.Move(segmentation, $"{segmentation}.kept");
        File.CreateSymbolicLink(segmentation, segmentation); // a loop: no read works, whoever asks
        File.Delete(results.Single(r => r.Kind == "RTSTRUCT").Path);

        await using CollectingArchive archive = new();
        await using RunningNode again = await RunningNode.StartAsync(_folder, archive.Port);
        await ReachesAsync(again, "RTSTRUCT", DeliveryState.DeadLetter, "gone or damaged");
        await ReachesAsync(again, "SEG", DeliveryState.Pending, "cannot be read now");
        File.Move($"{segmentation}.kept", segmentation, overwrite: true);
        await ReachesAsync(again, "SEG", DeliveryState.Delivered, "");
        Assert.Single(archive.Received);
    }

    private static DeliveryLedger Deliveries(RunningNode node) => node.Services.GetRequiredService<DeliveryLedger>();

    private static Task ReachesAsync(RunningNode node, string kind, DeliveryState state, string reason) => Eventually.TrueAsync(
        async () => (await Deliveries(node).ListAsync(state, 0, 10, default)).Any(d => d.Result!.Kind == kind && $"{d.LastReason}".Contains(reason, StringComparison.Ordinal)), s_longest);

    private IEnumerable<DataSet> Slices() => Enumerable.Range(0, _series.Slices).Select(_series.Slice);
}
