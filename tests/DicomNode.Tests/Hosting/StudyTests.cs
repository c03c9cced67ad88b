using System.Text.Json.Nodes;
using DicomNode.Dicom.Data;
using DicomNode.Dicom.Dictionary;
using DicomNode.Testing;
using Xunit;

namespace DicomNode.DicomNode.Tests.Hosting;

/// <summary>A model of two inputs gets them from two series of a study, whichever comes first.</summary>
public sealed class StudyTests : IDisposable
{
    private readonly TempFolder _folder = new();

    public StudyTests() => IdentityNetwork.WriteModel(_folder.Combine("models"), "two", "NCDHW", """
        "inputs": [
          { "name": "t1", "select": { "modality": ["MR"], "description": "t1" } },
          { "name": "t2", "select": { "modality": ["MR"], "description": "t2" } } ],
        "spatial": { "multiInput": "resample-to-reference" },
        "window": { "mode": "whole" },
        "outputs": [ { "tensor": "y", "decode": "argmax" } ]
        """);

    public void Dispose() => _folder.Dispose();

    [Fact]
    public async Task The_first_series_waits_the_second_brings_both_to_the_end_and_a_late_slice_in_either_makes_a_new_result()
    {
        await using CollectingArchive archive = new();
        await using RunningNode node = await StartAsync(archive, TimeSpan.FromMinutes(10));
        DataSet[] t1 = Series(1, "T1 mprage"), t2 = Series(2, "T2 tse");

        await node.SendAsync(t2.Take(19));
        JsonNode waiting = await node.WaitForAsync(Uid(t2), "Waiting", "Failed", "NotRouted", "Done");
        Assert.Contains("two needs a further series of the study, for its input t1; waited for until", (string?)waiting["reason"], StringComparison.Ordinal);
        Assert.Equal("two", (string?)waiting["evidence"]!["awaits"]![0]);

        await node.SendAsync(t1);
        JsonNode done = await node.WaitForAsync(Uid(t1), "Done", "Failed");
        Assert.Equal("Done", (string?)done["state"]);
        Assert.Equal([Uid(t1), Uid(t2)], done["jobs"]![0]!["inputs"]!.AsArray().Select(i => (string)i!));
        Assert.Equal("Done", (string?)(await node.WaitForAsync(Uid(t2), "Done", "Failed"))["state"]);
        Assert.Equal(2, archive.Received.Count);

        await node.SendAsync(t2.Skip(19));
        await Eventually.TrueAsync(() => Task.FromResult(archive.Received.Count == 4), TimeSpan.FromMinutes(1));
        await node.WaitForAsync(Uid(t2), "Done");
        done = await node.WaitForAsync(Uid(t1), "Done");
        Assert.Equal([true, true, false, false], done["results"]!.AsArray().Select(r => (bool)r!["isSuperseded"]!));
        Assert.Equal(4, archive.Received.Select(r => r.Request.AffectedSopInstanceUid).Distinct().Count());
    }

    [Fact]
    public async Task A_series_whose_company_does_not_come_says_so_and_is_taken_when_it_comes_after_all()
    {
        await using CollectingArchive archive = new();
        await using RunningNode node = await StartAsync(archive, TimeSpan.FromSeconds(3));
        DataSet[] t1 = Series(1, "T1 mprage"), t2 = Series(2, "T2 tse"), other = Series(3, "localizer");

        await node.SendAsync(t1);
        JsonNode alone = await node.WaitForAsync(Uid(t1), "Unmatched", "Failed", "NotRouted", "Done");
        Assert.EndsWith("two needs a further series of the study, for its input t2; nothing that fits came within Assembling:StudyPeriod.", (string?)alone["reason"], StringComparison.Ordinal);

        await node.SendAsync(other);
        Assert.EndsWith("It fits none of the inputs of two (t1, t2).", (string?)(await node.WaitForAsync(Uid(other), "NotRouted", "Failed", "Done", "Waiting"))["reason"], StringComparison.Ordinal);
        await node.SendAsync(t2);
        Assert.Equal("Done", (string?)(await node.WaitForAsync(Uid(t1), "Done", "Failed"))["state"]);
    }

    private Task<RunningNode> StartAsync(CollectingArchive archive, TimeSpan studyPeriod) => RunningNode.StartAsync(_folder, archive.Port, o =>
    {
        o.Models.Folder = _folder.Combine("models");
        o.Routes = [new() { When = new() { Modality = "MR" }, Model = "two", SendTo = ["pacs"] }];
        o.Assembling.StudyPeriod = studyPeriod;
    });

    private static string Uid(DataSet[] series) => series[0].GetString(Tags.SeriesInstanceUid)!;

    /// <summary>Of one study in one frame of reference; the noise is its own.</summary>
    private static DataSet[] Series(int seed, string description)
    {
        MadeSeries made = new() { Seed = seed, Slices = 20, Rows = 32, Columns = 32, Modality = "MR", SopClassUid = Uids.MrImageStorage };
        return [.. Enumerable.Range(0, made.Slices).Select(made.Slice).Select(s => s
            .SetString(Tags.SeriesDescription, description)
            .SetString(Tags.StudyInstanceUid, "2.25.77")
            .SetString(Tags.FrameOfReferenceUid, "2.25.78"))];
    }
}
