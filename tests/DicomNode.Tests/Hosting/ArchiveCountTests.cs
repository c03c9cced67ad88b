using System.Text.Json.Nodes;
using DicomNode.Dicom.Data;
using DicomNode.Testing;
using Xunit;

namespace DicomNode.DicomNode.Tests.Hosting;

/// <summary>A sender that answers C-FIND says how much belongs to a series.</summary>
public sealed class ArchiveCountTests : IDisposable
{
    private readonly TempFolder _folder = new();
    private readonly MadeSeries _series = new() { Slices = 20 };

    public void Dispose() => _folder.Dispose();

    [Fact]
    public async Task All_that_the_sender_holds_closes_the_series_at_once()
    {
        await using CollectingArchive pacs = new();
        await using CountingArchive scanner = new("SCANNER", _series.StudyInstanceUid, _series.SeriesInstanceUid) { Instances = 20 };
        await using RunningNode node = await StartAsync(pacs, scanner, quiet: TimeSpan.FromMinutes(10), gap: TimeSpan.FromMinutes(10));

        await node.SendAsync(Slices().Take(11)); // two associations: their end proves nothing
        await node.SendAsync(Slices().Skip(11));
        JsonNode done = await node.WaitForAsync(_series.SeriesInstanceUid, "Done", "Failed");

        Assert.Equal("SCANNER holds 20 instances of it, and all are here", (string?)done["evidence"]!["closedBy"]);
    }

    [Fact]
    public async Task What_the_sender_holds_and_has_not_sent_makes_the_series_incomplete()
    {
        await using CollectingArchive pacs = new();
        await using CountingArchive scanner = new("SCANNER", _series.StudyInstanceUid, _series.SeriesInstanceUid) { Instances = 22 };
        await using RunningNode node = await StartAsync(pacs, scanner, quiet: TimeSpan.FromSeconds(6), gap: TimeSpan.FromSeconds(7));

        await node.SendAsync(Slices()); // even and without a gap: two at an end are missing
        JsonNode incomplete = await node.WaitForAsync(_series.SeriesInstanceUid, "Incomplete", "Done", "Failed");

        Assert.Equal("Incomplete", (string?)incomplete["state"]);
        Assert.Equal("SCANNER holds 22 instances of it, 20 are here.", (string?)incomplete["reason"]);
        Assert.Empty(pacs.Received);
    }

    private Task<RunningNode> StartAsync(CollectingArchive pacs, CountingArchive scanner, TimeSpan quiet, TimeSpan gap) => RunningNode.StartAsync(_folder, pacs.Port, o =>
    {
        (o.Peers[1].Port, o.Peers[1].Query) = (scanner.Port, true);
        o.Assembling = new() { SettlePeriod = TimeSpan.FromSeconds(0.3), QuietPeriod = quiet, GapPeriod = gap };
    });

    private IEnumerable<DataSet> Slices() => Enumerable.Range(0, _series.Slices).Select(_series.Slice);
}
