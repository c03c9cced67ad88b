using DicomNode.Configuration;
using DicomNode.Dicom.Data;
using DicomNode.Dicom.Dictionary;
using DicomNode.Dicom.Network;
using DicomNode.Dicom.Network.Commitment;
using DicomNode.Dicom.Network.Query;
using DicomNode.DicomNode.Tests.Hosting;
using DicomNode.Querying;
using DicomNode.Testing;
using DicomNode.Tests.Cli;
using Microsoft.Extensions.DependencyInjection;
using Xunit;

namespace DicomNode.DicomNode.Tests.Querying;

/// <summary>A node that has received a series, and its peers that ask for it.</summary>
public sealed class NodeQueryTests : IAsyncLifetime
{
    private readonly TempFolder _folder = new();
    private readonly MadeSeries _series = new() { Slices = 3 };
    private readonly List<DataSet> _instances = [];
    private RunningNode _node = null!;

    public async Task InitializeAsync()
    {
        _node = await RunningNode.StartAsync(_folder, 1, o =>
        {
            o.Routes = [];
            o.AcceptUnknownPeers = true;
        });
        _instances.AddRange(Enumerable.Range(0, 3).Select(_series.Slice));
        await _node.SendAsync(_instances);
        await _node.WaitForAsync(_series.SeriesInstanceUid, "NotRouted");
    }

    public async Task DisposeAsync()
    {
        await _node.DisposeAsync();
        _folder.Dispose();
    }

    [Fact]
    public async Task A_peer_finds_study_series_and_images_with_their_counts()
    {
        DataSet study = Assert.Single(await FindAsync("STUDY", s => s.SetEmpty(Tags.ModalitiesInStudy).SetEmpty(Tags.NumberOfStudyRelatedInstances).SetEmpty(Tags.PatientId)));
        Assert.Equal((_instances[0].GetString(Tags.StudyInstanceUid), "CT", 3, _instances[0].GetString(Tags.PatientId)),
            (study.GetString(Tags.StudyInstanceUid), study.GetString(Tags.ModalitiesInStudy), study.GetInt32(Tags.NumberOfStudyRelatedInstances), study.GetString(Tags.PatientId)));
        DataSet series = Assert.Single(await FindAsync("SERIES", s => s.SetString(Tags.SeriesInstanceUid, _series.SeriesInstanceUid).SetEmpty(Tags.NumberOfSeriesRelatedInstances)));
        Assert.Equal((_series.SeriesInstanceUid, 3), (series.GetString(Tags.SeriesInstanceUid), series.GetInt32(Tags.NumberOfSeriesRelatedInstances)));
        IReadOnlyList<DataSet> images = await FindAsync("IMAGE", s => s.SetString(Tags.SeriesInstanceUid, _series.SeriesInstanceUid).SetEmpty(Tags.InstanceNumber));
        Assert.Equal(_instances.Select(i => i.GetString(Tags.SopInstanceUid)).Order(), images.Select(i => i.GetString(Tags.SopInstanceUid)).Order());
        Assert.Empty(await FindAsync("SERIES", s => s.SetString(Tags.Modality, "MR")));
    }

    [Fact]
    public async Task Who_is_no_peer_may_send_here_but_not_search()
    {
        QueryFailedException e = await Assert.ThrowsAsync<QueryFailedException>(() => FindAsync("STUDY", _ => { }, "STRANGER"));
        Assert.Equal(DimseStatus.NotAuthorized, e.Status);
    }

    [Fact]
    public async Task The_node_counts_the_instances_of_a_series_at_a_peer_or_hears_that_there_is_none()
    {
        using TempFolder folder = new();
        await using RunningNode asking = await RunningNode.StartAsync(folder, 1, o =>
        {
            o.Listener.AeTitle = "SCANNER";
            o.Routes = [];
            o.Peers = [new() { Name = "source", AeTitle = "DICOMNODE", Host = "127.0.0.1", Port = _node.DicomPort, Query = true }];
        });
        PeerQuery query = asking.Services.GetRequiredService<PeerQuery>();
        PeerOptions peer = asking.Services.GetRequiredService<NodeOptions>().Peers[0];
        string study = _instances[0].GetString(Tags.StudyInstanceUid)!;
        Assert.Equal(3, await query.CountInstancesAsync(peer, study, _series.SeriesInstanceUid, default));
        Assert.Null(await query.CountInstancesAsync(peer, study, "1.2.3", default));
    }

    [Fact]
    public async Task A_commitment_is_given_for_what_is_whole_and_refused_for_what_is_changed_of_another_class_or_not_here()
    {
        SopReference[] asked = [.. _instances.Select(i => new SopReference(Uids.CtImageStorage, i.GetString(Tags.SopInstanceUid)!))];
        SopReference wrongClass = new(Uids.MrImageStorage, asked[0].SopInstanceUid), absent = new(Uids.CtImageStorage, "1.2.3");
        string damaged = Directory.EnumerateFiles(_folder.Combine("data", "series"), "*.dcm", SearchOption.AllDirectories).First();
        byte[] bytes = await File.ReadAllBytesAsync(damaged);
        bytes[^1] ^= 1;
        await File.WriteAllBytesAsync(damaged, bytes);

        CommitmentReport report = (await CommitAsync([.. asked, wrongClass, absent]))!;
        Assert.Equal(2, report.Committed.Count);
        Assert.Equal([0x0110, 0x0112, 0x0119], report.Failed.Select(f => (int)f.Reason).Order());
    }

    [Fact]
    public async Task Find_prints_what_matches_and_gives_it_in_the_DICOM_JSON_model()
    {
        string peer = $"DICOMNODE@127.0.0.1:{_node.DicomPort}";
        CommandRun text = await CommandRun.OfAsync("find", peer, "--as", "SCANNER", "--level", "series", "-k", "Modality=CT");
        Assert.True(text.ExitCode == 0, text.Error);
        Assert.Contains($"SeriesInstanceUID={_series.SeriesInstanceUid}", text.Output, StringComparison.Ordinal);
        Assert.Contains("1 matches", text.Output, StringComparison.Ordinal);
        CommandRun json = await CommandRun.OfAsync("find", peer, "--as", "SCANNER", "--json", "-k", "StudyDate=19000101-");
        Assert.Equal(_instances[0].GetString(Tags.StudyInstanceUid), (string?)System.Text.Json.Nodes.JsonNode.Parse(json.Output)![0]!["0020000D"]!["Value"]![0]);
        Assert.Equal(2, (await CommandRun.OfAsync("find", peer, "-k", "NoSuchKey=1")).ExitCode);
        CommandRun refused = await CommandRun.OfAsync("find", peer, "--as", "STRANGER");
        Assert.Equal(1, refused.ExitCode);
        Assert.Contains("0124H (not authorized)", refused.Error, StringComparison.Ordinal);
    }

    private async Task<IReadOnlyList<DataSet>> FindAsync(string level, Action<DataSet> with, string callingAeTitle = "SCANNER")
    {
        DataSet identifier = new DataSet().SetString(Tags.QueryRetrieveLevel, level);
        with(identifier);
        await using ClientAssociation association = await new DicomClient(new() { AeTitle = callingAeTitle }).RequestAsync(
            new("DICOMNODE", "127.0.0.1", _node.DicomPort), [new(QueryModel.StudyRoot.FindSopClassUid, Uids.ExplicitVrLittleEndian)], default);
        List<DataSet> matches = await association.FindAsync(QueryModel.StudyRoot, identifier, default).ToListAsync();
        await association.ReleaseAsync(default);
        return matches;
    }

    private Task<CommitmentReport?> CommitAsync(SopReference[] instances) => new StorageCommitmentScu(new NoRegistry()).CommitAsync(
        (services, token) => new DicomClient(new() { AeTitle = "SCANNER" }).RequestAsync(
            new("DICOMNODE", "127.0.0.1", _node.DicomPort), [ClientAssociation.CommitmentContext], services, token),
        CommitmentTransaction.Create("DICOMNODE", instances), TimeSpan.FromSeconds(60), TimeSpan.FromSeconds(60), default);

    private sealed class NoRegistry : ICommitmentRegistry
    {
        public Task OpenedAsync(CommitmentTransaction transaction, CancellationToken cancellationToken) => Task.CompletedTask;

        public Task VoidedAsync(string transactionUid, CancellationToken cancellationToken) => Task.CompletedTask;

        public Task<bool> ReportedAsync(CommitmentReport report, string archiveAeTitle, CancellationToken cancellationToken) => Task.FromResult(true);
    }
}
