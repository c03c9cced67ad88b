using System.Text.Json.Nodes;
using DicomNode.Testing;
using Xunit;

namespace DicomNode.Interop.Tests.Crashes;

/// <summary>
/// An Orthanc and one CT series, for many runs. A series made by code by default, so that the suite stays short; with
/// <c>DICOMNODE_LONG_CRASH_TESTS</c> set to a number, the real CT of the shared data and so many random kills.
/// </summary>
public sealed class CrashSite : IAsyncLifetime
{
    private const string Variable = "DICOMNODE_LONG_CRASH_TESTS";
    private static readonly TimeSpan s_longest = TimeSpan.FromMinutes(3);
    private readonly TempFolder _folder = new();
    private IReadOnlyList<string> _files = [];
    private OrthancPeer? _orthanc;

    /// <summary>What the first run gave; every other has to give the same.</summary>
    private List<StoredResult>? _expected;

    public static int RandomKills => int.TryParse(Environment.GetEnvironmentVariable(Variable), out int kills) ? kills : 4;

    public async Task InitializeAsync()
    {
        bool isLong = Environment.GetEnvironmentVariable(Variable) is not null;
        _files = isLong && SharedData.Find("data/ct-abdomen-pelvis-gepet") is string real
            ? [.. Directory.EnumerateFiles(real).Order(StringComparer.Ordinal)]
            : new MadeSeries { Slices = 20 }.WriteTo(_folder.Folder("made"));
        _orthanc = await OrthancPeer.StartAsync(new OrthancSettings());
    }

    public async Task DisposeAsync()
    {
        if (_orthanc is not null) { await _orthanc.DisposeAsync(); }
        _folder.Dispose();
    }

    /// <summary>
    /// Sends the series to a new node that dies on the way, starts the node again, sends what was not acknowledged, and looks that the archive ends up with exactly one
    /// segmentation and one structure set, the same as after every other run.
    /// </summary>
    /// <param name="environment">Of the node that dies by itself; null: it is killed after <paramref name="killAfter"/>.</param>
    /// <param name="killAfter">Counted from the first instance.</param>
    public async Task RunAsync(IReadOnlyDictionary<string, string>? environment, TimeSpan killAfter)
    {
        await EmptyArchiveAsync();
        await using NodeProcess node = await NodeProcess.StartAsync(
            FreePort.Next(), [new NodePeer("pacs", _orthanc!.AeTitle, _orthanc.DicomEndPoint.Port), new NodePeer("scanner", "SCANNER", 1, GetsResults: false)], "ct-tissue", environment);
        PersistentSender sender = new(node, "SCANNER", _files);
        Task<bool> sending = sender.TrySendAsync();
        if (environment is null)
        {
            await Task.Delay(killAfter);
            await node.KillAsync();
        }

        await Eventually.TrueAsync(() => Task.FromResult(node.HasExited), s_longest, () => $"The node has not died.\n{node.Log}");
        bool isSent = await sending;
        await node.RestartAsync();
        if (!isSent)
        {
            Assert.True(await sender.TrySendAsync(), node.Log);
        }

        await Eventually.TrueAsync(() => IsDoneAsync(node), s_longest, () => node.Log);
        await ExpectSameAsync(node.Log);
    }

    private static async Task<bool> IsDoneAsync(NodeProcess node)
    {
        JsonArray series = (await node.FindAsync("api/v1/series"))!.AsArray();
        return series.Count == 1 && $"{series[0]!["state"]}" == "Done";
    }

    private async Task ExpectSameAsync(string log)
    {
        List<StoredResult> found = [];
        foreach (JsonNode? id in (await _orthanc!.GetAsync("instances")).AsArray())
        {
            string file = _folder.Combine($"{id}.dcm");
            await _orthanc.DownloadAsync($"{id}", file);
            found.Add(StoredResult.Read(file));
        }

        found.Sort((a, b) => string.CompareOrdinal(a.Modality, b.Modality));
        Assert.True(found.Count == 2 && found[0].Modality == "RTSTRUCT" && found[1].Modality == "SEG", $"The archive holds {string.Join(", ", found)}.\n{log}");
        _expected ??= found;
        Assert.Equal(_expected, found);
    }

    private async Task EmptyArchiveAsync()
    {
        foreach (JsonNode? id in (await _orthanc!.GetAsync("studies")).AsArray())
        {
            using HttpResponseMessage gone = await _orthanc.Http.DeleteAsync(new Uri($"studies/{id}", UriKind.Relative));
            gone.EnsureSuccessStatusCode();
        }
    }
}
