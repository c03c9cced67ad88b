using System.Text.Json.Nodes;
using DicomNode.Interop.Tests.Crashes;
using DicomNode.Testing;
using Xunit;

namespace DicomNode.Interop.Tests;

/// <summary>A result counts as kept when the archive says so: here Orthanc, by storage commitment with its report on an association of its own.</summary>
public class StorageProofTests
{
    [Fact]
    public async Task Orthanc_commits_to_what_it_was_sent()
    {
        using TempFolder folder = new();
        MadeSeries series = new() { Slices = 20 };
        int port = FreePort.Next();
        await using OrthancPeer orthanc = await OrthancPeer.StartAsync(new OrthancSettings { Modalities = [new OrthancModality("dicomnode", NodeProcess.AeTitle, "127.0.0.1", port)] });
        await using NodeProcess node = await NodeProcess.StartAsync(
            port, [new NodePeer("pacs", orthanc.AeTitle, orthanc.DicomEndPoint.Port, Proof: "Commitment"), new NodePeer("scanner", "SCANNER", 1, GetsResults: false)], "ct-tissue");

        Assert.True(await new PersistentSender(node, "SCANNER", series.WriteTo(folder.Folder("made"))).TrySendAsync());

        JsonNode? seen = null;
        await Eventually.TrueAsync(
            async () => (seen = await node.FindAsync($"api/v1/series/{series.SeriesInstanceUid}")) is not null
                && seen["deliveries"]!.AsArray() is { Count: 2 } deliveries && deliveries.All(d => d!["provenAt"] is not null),
            TimeSpan.FromMinutes(2),
            () => $"{seen}\n{node.Log}");
        Assert.Equal("Done", $"{seen!["state"]}");
    }
}
