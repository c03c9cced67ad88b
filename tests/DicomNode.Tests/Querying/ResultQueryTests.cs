using System.Text.Json.Nodes;
using DicomNode.Committing;
using DicomNode.Dicom.Data;
using DicomNode.Dicom.Dictionary;
using DicomNode.Dicom.Network;
using DicomNode.Dicom.Network.Commitment;
using DicomNode.Dicom.Network.Query;
using DicomNode.DicomNode.Tests.Hosting;
using DicomNode.Testing;
using Microsoft.Extensions.DependencyInjection;
using Xunit;

namespace DicomNode.DicomNode.Tests.Querying;

/// <summary>What the node made is found beside what it received.</summary>
public sealed class ResultQueryTests : IDisposable
{
    private readonly TempFolder _folder = new();
    private readonly MadeSeries _series = new() { Slices = 20 };

    public void Dispose() => _folder.Dispose();

    [Fact]
    public async Task Results_are_series_of_their_study_and_can_be_committed_to()
    {
        await using CollectingArchive archive = new();
        await using RunningNode node = await RunningNode.StartAsync(_folder, archive.Port);
        await node.SendAsync(Enumerable.Range(0, 20).Select(_series.Slice));
        JsonNode done = await node.WaitForAsync(_series.SeriesInstanceUid, "Done", "Failed");
        string[] results = [.. done["results"]!.AsArray().Select(r => (string)r!["sopInstanceUid"]!)];

        await using ClientAssociation association = await new DicomClient(new() { AeTitle = "ARCHIVE" }).RequestAsync(
            new("DICOMNODE", "127.0.0.1", node.DicomPort), [new(QueryModel.StudyRoot.FindSopClassUid, Uids.ExplicitVrLittleEndian)], default);
        DataSet series = new DataSet().SetString(Tags.QueryRetrieveLevel, "SERIES").SetString(Tags.StudyInstanceUid, _series.StudyInstanceUid).SetEmpty(Tags.Modality);
        List<DataSet> found = await association.FindAsync(QueryModel.StudyRoot, series, default).ToListAsync();
        Assert.Equal(["CT", "RTSTRUCT", "SEG"], found.Select(s => s.GetString(Tags.Modality)).Order(StringComparer.Ordinal));
        Assert.Equal(3, found.Select(s => s.GetString(Tags.SeriesInstanceUid)).Distinct().Count());
        DataSet images = new DataSet().SetString(Tags.QueryRetrieveLevel, "IMAGE").SetString(Tags.SopInstanceUid, results).SetEmpty(Tags.SopClassUid);
        Assert.Equal(
            [Uids.RtStructureSetStorage, Uids.SegmentationStorage],
            (await association.FindAsync(QueryModel.StudyRoot, images, default).ToListAsync()).Select(i => i.GetString(Tags.SopClassUid)).Order(StringComparer.Ordinal));
        await association.ReleaseAsync(default);

        CommitmentReport report = await node.Services.GetRequiredService<CommitmentVerifier>().VerifyAsync(
            new("2.25.1", [new(Uids.SegmentationStorage, ResultOf(done, "SEG")), new(Uids.RtStructureSetStorage, ResultOf(done, "RTSTRUCT"))], new(1, new(0, 0), "ARCHIVE", "DICOMNODE")), default);
        Assert.Equal((2, 0), (report.Committed.Count, report.Failed.Count));
    }

    private static string ResultOf(JsonNode series, string kind) =>
        (string)series["results"]!.AsArray().Single(r => (string?)r!["kind"] == kind)!["sopInstanceUid"]!;
}
