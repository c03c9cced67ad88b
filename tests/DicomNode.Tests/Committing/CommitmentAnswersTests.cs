using DicomNode.Dicom.Data;
using DicomNode.Dicom.Dictionary;
using DicomNode.Dicom.Network;
using DicomNode.Dicom.Network.Commitment;
using DicomNode.DicomNode.Tests.Hosting;
using DicomNode.Testing;
using Xunit;

namespace DicomNode.DicomNode.Tests.Committing;

/// <summary>Storage commitment with the node as archive: who may ask, and where the report goes when the association that asked is over.</summary>
public sealed class CommitmentAnswersTests : IDisposable
{
    private readonly TempFolder _folder = new();
    private readonly MadeSeries _series = new() { Slices = 3 };
    private readonly int _port = FreePort.Next();

    public void Dispose() => _folder.Dispose();

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task The_report_goes_to_the_peers_own_port_when_its_association_is_over_and_is_tried_again_until_it_listens(bool listensLate)
    {
        StorageCommitmentScu scu = new(new NoRegistry());
        await using DicomServer modality = new(new DicomServerOptions { AeTitle = "SCANNER", Port = _port }, new DicomServices(new CollectingArchive()) { CommitmentReports = scu });
        if (!listensLate)
        {
            modality.Start();
        }

        await using RunningNode node = await StartAsync();
        await node.SendAsync(Slices());
        Task<CommitmentReport?> asked = AskAsync(node, scu, "SCANNER");
        if (listensLate)
        {
            await Task.Delay(TimeSpan.FromSeconds(1.5)); // the first report meets a closed port
            modality.Start();
        }

        CommitmentReport report = (await asked)!;
        Assert.Equal(Slices().Select(s => s.GetString(Tags.SopInstanceUid)!).Order(), report.Committed.Select(c => c.SopInstanceUid).Order());
        Assert.Empty(report.Failed);
    }

    [Fact]
    public async Task Who_is_no_peer_may_send_where_that_is_allowed_and_gets_no_commitment()
    {
        await using RunningNode node = await StartAsync(acceptUnknown: true);

        CommitmentRefusedException refused = await Assert.ThrowsAsync<CommitmentRefusedException>(() => AskAsync(node, new(new NoRegistry()), "STRANGER"));

        Assert.Contains("0124H", refused.Message, StringComparison.Ordinal);
    }

    private Task<RunningNode> StartAsync(bool acceptUnknown = false) => RunningNode.StartAsync(_folder, 1, o =>
    {
        o.Routes = [];
        o.AcceptUnknownPeers = acceptUnknown;
        o.Peers = [new() { Name = "scanner", AeTitle = "SCANNER", Host = "127.0.0.1", Port = _port }];
    });

    /// <summary>Asks, releases at once, and waits for the report.</summary>
    private Task<CommitmentReport?> AskAsync(RunningNode node, StorageCommitmentScu scu, string caller) => scu.CommitAsync(
        (services, token) => new DicomClient(new() { AeTitle = caller }).RequestAsync(new("DICOMNODE", "127.0.0.1", node.DicomPort), [ClientAssociation.CommitmentContext], services, token),
        CommitmentTransaction.Create("DICOMNODE", [.. Slices().Select(s => new SopReference(s.GetString(Tags.SopClassUid)!, s.GetString(Tags.SopInstanceUid)!))]),
        TimeSpan.Zero, TimeSpan.FromMinutes(1), default);

    private IEnumerable<DataSet> Slices() => Enumerable.Range(0, _series.Slices).Select(_series.Slice);

    private sealed class NoRegistry : ICommitmentRegistry
    {
        public Task OpenedAsync(CommitmentTransaction transaction, CancellationToken cancellationToken) => Task.CompletedTask;

        public Task VoidedAsync(string transactionUid, CancellationToken cancellationToken) => Task.CompletedTask;

        public Task<bool> ReportedAsync(CommitmentReport report, string archiveAeTitle, CancellationToken cancellationToken) => Task.FromResult(true);
    }
}
