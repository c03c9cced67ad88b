using System.Text.Json.Nodes;
using DicomNode.Configuration;
using DicomNode.Dicom.Network;
using DicomNode.Housekeeping;
using DicomNode.Testing;
using Microsoft.Extensions.DependencyInjection;
using Xunit;

namespace DicomNode.DicomNode.Tests.Hosting;

/// <summary>What a node removes by itself, and what it never does.</summary>
public sealed class HousekeepingTests : IDisposable
{
    private static readonly DimseStatus s_refused = new(0xC000);
    private readonly TempFolder _folder = new();
    private readonly MadeSeries _delivered = new() { Slices = 20 }, _refused = new() { Slices = 20, Seed = 2 };

    public void Dispose() => _folder.Dispose();

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task A_delivered_series_is_removed_when_its_time_has_come_or_the_disk_is_short_and_neither_an_unproven_nor_an_undelivered_one(bool isShort)
    {
        NodeOptions options = null!;
        await using CollectingArchive archive = new(DimseStatus.Success, DimseStatus.Success, s_refused, s_refused);
        await using (RunningNode node = await RunningNode.StartAsync(_folder, archive.Port, o => options = o))
        {
            await SegmentAsync(node, _delivered, "Done");
            await SegmentAsync(node, _refused, "Failed");

            options.Retention = isShort ? new() { MakeRoomBelowGiB = 1_000_000 } : new() { MakeRoomBelowGiB = 0, KeepDelivered = TimeSpan.Zero, KeepOthers = TimeSpan.Zero };
            options.Peers[0].Proof = ProofOfStorage.Commitment; // which this archive never gives
            await RunAsync(node);
            Assert.Equal((40, 4), (Files("series"), Files("results")));

            options.Peers[0].Proof = ProofOfStorage.None;
            await RunAsync(node);
            await AssertOnlyTheRefusedOneIsLeftAsync(node);
        }

        await using RunningNode again = await RunningNode.StartAsync(_folder, archive.Port);
        await AssertOnlyTheRefusedOneIsLeftAsync(again);
        Assert.Equal(4, archive.Received.Count);
    }

    private async Task AssertOnlyTheRefusedOneIsLeftAsync(RunningNode node)
    {
        Assert.Null(await node.FindAsync(_delivered.SeriesInstanceUid));
        JsonNode kept = (await node.FindAsync(_refused.SeriesInstanceUid))!;
        Assert.All(kept["deliveries"]!.AsArray(), d => Assert.Equal("DeadLetter", (string?)d!["state"]));
        Assert.Equal((20, 2), (Files("series"), Files("results")));
    }

    private int Files(string name) => Directory.GetFiles(_folder.Combine("data", name), "*.dcm", SearchOption.AllDirectories).Length;

    private static async Task SegmentAsync(RunningNode node, MadeSeries series, string end)
    {
        await node.SendAsync(Enumerable.Range(0, series.Slices).Select(series.Slice));
        Assert.Equal(end, (string?)(await node.WaitForAsync(series.SeriesInstanceUid, "Done", "Failed"))["state"]);
    }

    private static ValueTask RunAsync(RunningNode node) => ActivatorUtilities.CreateInstance<HousekeepingJob>(node.Services).Execute(null!, CancellationToken.None);
}
