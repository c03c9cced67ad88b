using System.Text.Json.Nodes;
using DicomNode.Configuration;
using DicomNode.DicomNode.Tests.Hosting;
using DicomNode.Sending;
using DicomNode.Testing;
using Microsoft.Extensions.DependencyInjection;
using Xunit;

namespace DicomNode.DicomNode.Tests.Sending;

/// <summary>An archive without storage commitment shows by C-FIND that it keeps what it took.</summary>
public sealed class LookedUpProofTests : IDisposable
{
    private readonly TempFolder _folder = new();
    private readonly MadeSeries _series = new() { Slices = 20 };

    public void Dispose() => _folder.Dispose();

    [Fact]
    public async Task What_it_lists_is_proven_and_nothing_before_its_index_had_time()
    {
        await using CollectingArchive archive = new();
        await using RunningNode node = await DeliveredAsync(archive);

        await AskAsync(node, TimeSpan.Zero);
        Assert.All(await DeliveriesAsync(node), d => Assert.Null(d!["provenAt"]));
        await AskAsync(node, TimeSpan.FromMinutes(2));

        Assert.All(await DeliveriesAsync(node), d => Assert.NotNull(d!["provenAt"]));
        Assert.Equal(2, archive.Received.Count);
    }

    [Fact]
    public async Task What_it_does_not_list_is_sent_again_as_the_same_bytes_and_the_rest_is_proven()
    {
        await using CollectingArchive archive = new();
        await using RunningNode node = await DeliveredAsync(archive);
        string lost = archive.Received.First().Request.AffectedSopInstanceUid;
        archive.Hidden.Add(lost);

        await AskAsync(node, TimeSpan.FromMinutes(2));
        await Eventually.TrueAsync(() => Task.FromResult(archive.Received.Count == 3), TimeSpan.FromMinutes(1));

        Assert.Equal(2, archive.Received.Count(r => r.Request.AffectedSopInstanceUid == lost));
        Assert.Single(archive.Received.Where(r => r.Request.AffectedSopInstanceUid == lost).Select(r => Convert.ToHexString(r.DataSet)).Distinct());
        await node.WaitForAsync(_series.SeriesInstanceUid, "Done");
        Assert.Equal([lost], (await DeliveriesAsync(node)).Where(d => d!["provenAt"] is null).Select(d => (string?)d!["sopInstanceUid"]));
    }

    private async Task<RunningNode> DeliveredAsync(CollectingArchive archive)
    {
        RunningNode node = await RunningNode.StartAsync(_folder, archive.Port, o => (o.Peers[0].Query, o.Peers[0].Proof) = (true, ProofOfStorage.Query));
        await node.SendAsync(Enumerable.Range(0, _series.Slices).Select(_series.Slice));
        await node.WaitForAsync(_series.SeriesInstanceUid, "Done", "Failed");
        return node;
    }

    private async Task<JsonArray> DeliveriesAsync(RunningNode node) => (await node.FindAsync(_series.SeriesInstanceUid))!["deliveries"]!.AsArray();

    /// <summary>As the node does when so much time has passed.</summary>
    private static Task AskAsync(RunningNode node, TimeSpan later)
    {
        IServiceProvider services = node.Services;
        StorageProof proof = ActivatorUtilities.CreateInstance<StorageProof>(services, new LaterClock(services.GetRequiredService<TimeProvider>(), later));
        return proof.AskAsync(services.GetRequiredService<NodeOptions>().Peers[0], default);
    }

    private sealed class LaterClock(TimeProvider now, TimeSpan later) : TimeProvider
    {
        public override DateTimeOffset GetUtcNow() => now.GetUtcNow() + later;
    }
}
