using System.Text.Json.Nodes;
using DicomNode.Storage;
using DicomNode.Testing;
using Xunit;

namespace DicomNode.Interop.Tests.Crashes;

/// <summary>An index that is half made, damaged or gone: the files are the truth, and results that archives have are not made differently.</summary>
public sealed class LostIndexTests : IAsyncLifetime
{
    private static readonly TimeSpan s_longest = TimeSpan.FromMinutes(2);
    private readonly TempFolder _folder = new();
    private IReadOnlyList<string> _files = [];
    private OrthancPeer? _orthanc;

    public async Task InitializeAsync()
    {
        _files = new MadeSeries { Slices = 20 }.WriteTo(_folder.Folder("made"));
        _orthanc = await OrthancPeer.StartAsync(new OrthancSettings());
    }

    public async Task DisposeAsync()
    {
        await _orthanc!.DisposeAsync();
        _folder.Dispose();
    }

    [Theory]
    [InlineData(1)]
    [InlineData(20)]
    [InlineData(40)]
    public async Task A_kill_in_the_middle_of_a_migration_is_made_good_by_the_next_start(int statement)
    {
        await using NodeProcess node = await StartAsync(model: null);
        Assert.True(await new PersistentSender(node, "SCANNER", _files).TrySendAsync());
        await node.KillAsync();
        RemoveIndex(node);

        await Assert.ThrowsAnyAsync<Exception>(() => node.RestartAsync(new Dictionary<string, string> { [Failpoint.Variable] = $"{StateBoundary.IndexMigrating}:{statement}" }));
        Assert.True(node.HasExited, node.Log);
        await node.RestartAsync();

        await Eventually.TrueAsync(async () => await InstancesAsync(node) == _files.Count, s_longest, () => node.Log);
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task A_node_that_finds_its_index_damaged_or_gone_makes_it_again_and_sends_the_same_results(bool isDamaged)
    {
        await using NodeProcess node = await StartAsync("ct-tissue");
        Assert.True(await new PersistentSender(node, "SCANNER", _files).TrySendAsync());
        await Eventually.TrueAsync(() => IsDoneAsync(node), s_longest, () => node.Log);
        Dictionary<string, string> before = await ResultsAsync(node);
        await node.KillAsync();
        if (isDamaged)
        {
            byte[] index = await File.ReadAllBytesAsync(IndexOf(node));
            Array.Fill<byte>(index, 0xA5, index.Length / 4, index.Length / 2);
            await File.WriteAllBytesAsync(IndexOf(node), index);
            File.Delete(IndexOf(node) + "-wal");
        }
        else
        {
            RemoveIndex(node);
        }

        await Task.Delay(TimeSpan.FromSeconds(1.1)); // results made from here on would bear another time
        await node.RestartAsync();

        await Eventually.TrueAsync(() => IsDoneAsync(node), s_longest, () => node.Log);
        Assert.Equal(before, await ResultsAsync(node));
        Assert.Equal(isDamaged, Directory.GetFiles(node.DataFolder, "node.db.2*").Length > 0);
        Assert.Equal(isDamaged, node.Log.Contains("[1018]", StringComparison.Ordinal));
    }

    [Fact]
    public async Task An_index_that_breaks_under_a_running_node_ends_it_and_its_next_start_makes_it_again()
    {
        await using NodeProcess node = await StartAsync(model: null);
        Assert.True(await new PersistentSender(node, "SCANNER", _files.Take(10).ToList()).TrySendAsync());
        await Eventually.TrueAsync(async () => await InstancesAsync(node) == 10, s_longest, () => node.Log);

        await using (FileStream index = new(IndexOf(node), FileMode.Open, FileAccess.Write, FileShare.ReadWrite))
        await using (FileStream log = new(IndexOf(node) + "-wal", FileMode.Open, FileAccess.Write, FileShare.ReadWrite))
        {
            log.SetLength(0);
            await index.WriteAsync(Enumerable.Repeat((byte)0xA5, (int)index.Length).ToArray());
        }

        await Eventually.TrueAsync(
            async () =>
            {
                await new PersistentSender(node, "SCANNER", _files).TrySendAsync();
                return node.HasExited;
            },
            s_longest, () => node.Log);
        Assert.Contains("[8003]", node.Log, StringComparison.Ordinal);
        await node.RestartAsync();

        Assert.True(await new PersistentSender(node, "SCANNER", _files).TrySendAsync());
        await Eventually.TrueAsync(async () => await InstancesAsync(node) == _files.Count, s_longest, () => node.Log);
        Assert.Contains("[1018]", node.Log, StringComparison.Ordinal);
        Assert.Single(Directory.GetFiles(node.DataFolder, "node.db.2*"), f => !f.EndsWith("-wal", StringComparison.Ordinal) && !f.EndsWith("-shm", StringComparison.Ordinal));
        Assert.False(File.Exists(IndexOf(node) + ".damaged"));
    }

    [Fact]
    public async Task A_result_whose_file_is_damaged_is_never_sent_and_is_the_same_when_it_is_made_again()
    {
        OrthancPeer archive = _orthanc!;
        await using NodeProcess node = await NodeProcess.StartAsync(
            FreePort.Next(), [new NodePeer("pacs", archive.AeTitle, FreePort.Next()), new NodePeer("scanner", "SCANNER", 1, GetsResults: false)], "ct-tissue"); // nobody listens there
        Assert.True(await new PersistentSender(node, "SCANNER", _files).TrySendAsync());
        await Eventually.TrueAsync(async () => (await DeliveriesAsync(node, "Pending")).Count == 2, s_longest, () => node.Log);
        Dictionary<string, string> before = await ResultsAsync(node);
        string damaged = Directory.GetFiles(Path.Combine(node.DataFolder, "results"))[0];
        byte[] bytes = await File.ReadAllBytesAsync(damaged);
        bytes[^10] ^= 0xFF;
        await File.WriteAllBytesAsync(damaged, bytes);
        await node.KillAsync();
        await node.RestartAsync(new Dictionary<string, string> { ["DICOMNODE__Peers__0__Port"] = $"{archive.DicomEndPoint.Port}" });

        await Eventually.TrueAsync(async () => (await DeliveriesAsync(node, "DeadLetter")).Count == 1, s_longest, () => node.Log);
        JsonNode letter = (await DeliveriesAsync(node, "DeadLetter"))[0]!;
        Assert.Contains("gone or damaged", $"{letter["reason"] ?? letter["lastReason"]}", StringComparison.Ordinal);
        string series = $"{(await node.FindAsync("api/v1/series"))![0]!["seriesInstanceUid"]}";
        using HttpResponseMessage asked = await node.Http.PostAsync(new Uri($"api/v1/series/{series}/segment", UriKind.Relative), null);
        asked.EnsureSuccessStatusCode();

        await Eventually.TrueAsync(() => IsDoneAsync(node), s_longest, () => node.Log);
        Assert.Equal(before, await ResultsAsync(node));
        Assert.Equal(2, (await archive.GetAsync("instances")).AsArray().Count);
    }

    private Task<NodeProcess> StartAsync(string? model) => NodeProcess.StartAsync(
        FreePort.Next(), [new NodePeer("pacs", _orthanc!.AeTitle, _orthanc.DicomEndPoint.Port), new NodePeer("scanner", "SCANNER", 1, GetsResults: false)], model);

    private static string IndexOf(NodeProcess node) => Path.Combine(node.DataFolder, "node.db");

    private static void RemoveIndex(NodeProcess node)
    {
        foreach (string suffix in (string[])["", "-wal", "-shm"])
        {
            File.Delete(IndexOf(node) + suffix);
        }
    }

    private static async Task<int> InstancesAsync(NodeProcess node) =>
        (await node.FindAsync("api/v1/series"))!.AsArray().Sum(s => (int)s!["instances"]!);

    private static async Task<JsonArray> DeliveriesAsync(NodeProcess node, string state) => (await node.FindAsync($"api/v1/deliveries?state={state}"))!.AsArray();

    private static async Task<bool> IsDoneAsync(NodeProcess node)
    {
        JsonArray series = (await node.FindAsync("api/v1/series"))!.AsArray();
        return series.Count == 1 && $"{series[0]!["state"]}" == "Done";
    }

    /// <summary>By name, the SHA-256 of the whole file.</summary>
    private static async Task<Dictionary<string, string>> ResultsAsync(NodeProcess node)
    {
        Dictionary<string, string> results = [];
        foreach (string file in Directory.GetFiles(Path.Combine(node.DataFolder, "results"), "*.dcm"))
        {
            results[Path.GetFileName(file)] = Convert.ToHexString(System.Security.Cryptography.SHA256.HashData(await File.ReadAllBytesAsync(file)));
        }

        return results;
    }
}
