using System.Collections.Concurrent;
using DicomNode.Dicom.Dictionary;
using DicomNode.Dicom.Encoding;
using DicomNode.Dicom.Network;
using DicomNode.Dicom.Network.Commitment;
using DicomNode.Testing;
using Xunit;

namespace DicomNode.Interop.Tests.Network;

/// <summary>We ask Orthanc for storage commitment; it reports on an association of its own, to our listener.</summary>
public sealed class CommitmentOrthancTests : IAsyncLifetime
{
    private readonly int _port = FreePort.Next();
    private readonly TempFolder _folder = new();
    private readonly Registry _registry = new();
    private OrthancPeer? _orthanc;
    private DicomServer? _listener;
    private StorageCommitmentScu? _scu;

    public async Task InitializeAsync()
    {
        _scu = new(_registry);
        _listener = new(new() { AeTitle = "TESTER", Port = _port }, new DicomServices(new ReceivedFiles()) { CommitmentReports = _scu });
        _listener.Start();
        _orthanc = await OrthancPeer.StartAsync(new() { Modalities = [new("tester", "TESTER", "127.0.0.1", _port)] });
        TestInstances.Write(_folder.Combine("1.dcm"), 100, TransferSyntax.ExplicitVrLittleEndian);
        await _orthanc.UploadAsync(_folder.Combine("1.dcm"));
    }

    public async Task DisposeAsync()
    {
        await _listener!.DisposeAsync();
        await _orthanc!.DisposeAsync();
        _folder.Dispose();
    }

    [Fact]
    public async Task Orthanc_commits_to_what_it_has_and_says_what_it_has_not()
    {
        SopReference here = new(Uids.CtImageStorage, "2.25.1000100"), absent = new(Uids.CtImageStorage, "2.25.77");
        CommitmentReport? good = await CommitAsync(here);
        Assert.True(good is not null, _orthanc!.Log);
        Assert.Equal([here], good.Committed);
        Assert.Empty(good.Failed);
        CommitmentReport? bad = await CommitAsync(here, absent);
        Assert.Equal([here], bad!.Committed);
        Assert.Equal([new(absent, CommitmentFailure.NoSuchObjectInstance)], bad.Failed);
    }

    private Task<CommitmentReport?> CommitAsync(params SopReference[] instances) => _scu!.CommitAsync(
        (services, token) => new DicomClient(new() { AeTitle = "TESTER" }).RequestAsync(
            new(_orthanc!.AeTitle, "127.0.0.1", _orthanc.DicomEndPoint.Port), [ClientAssociation.CommitmentContext], services, token),
        CommitmentTransaction.Create("ORTHANC", instances), TimeSpan.FromSeconds(1), TimeSpan.FromSeconds(60), default);

    private sealed class Registry : ICommitmentRegistry
    {
        private readonly ConcurrentDictionary<string, CommitmentTransaction> _open = new();

        public Task OpenedAsync(CommitmentTransaction transaction, CancellationToken cancellationToken)
        {
            _open[transaction.TransactionUid] = transaction;
            return Task.CompletedTask;
        }

        public Task VoidedAsync(string transactionUid, CancellationToken cancellationToken) => Task.CompletedTask;

        public Task<bool> ReportedAsync(CommitmentReport report, string archiveAeTitle, CancellationToken cancellationToken) =>
            Task.FromResult(_open.TryGetValue(report.TransactionUid, out CommitmentTransaction? open) && open.ArchiveAeTitle == archiveAeTitle);
    }
}
