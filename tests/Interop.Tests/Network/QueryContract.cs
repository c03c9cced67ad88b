using DicomNode.Dicom.Data;
using DicomNode.Dicom.Dictionary;
using DicomNode.Dicom.Encoding;
using DicomNode.Dicom.Network;
using DicomNode.Dicom.Network.Query;
using DicomNode.Testing;
using Xunit;

namespace DicomNode.Interop.Tests.Network;

/// <summary>What our C-FIND, C-MOVE and C-GET get from an archive that holds <see cref="Instances"/> instances of one series; a subclass brings the archive.</summary>
public abstract class QueryContract : IAsyncLifetime
{
    private const int Instances = 4;
    private static readonly string[] s_syntaxes = [Uids.ExplicitVrLittleEndian, Uids.ImplicitVrLittleEndian];
    private readonly TempFolder _folder = new();
    private readonly ReceivedFiles _received = new();
    private DicomServer? _listener;

    /// <summary>The models that the archive answers.</summary>
    public static TheoryData<string> Models => ["study root", "patient root"];

    private protected abstract PeerAddress Archive { get; }

    /// <summary>What the archive knows us by, and where it sends to.</summary>
    private protected abstract (string AeTitle, int Port) Us { get; }

    private protected abstract string Log { get; }

    public virtual async Task InitializeAsync()
    {
        _listener = new(new() { AeTitle = Us.AeTitle, Port = Us.Port }, _received);
        _listener.Start();
        await using ClientAssociation association = await OpenAsync([new(Uids.CtImageStorage, Uids.ExplicitVrLittleEndian)]);
        for (int i = 0; i < Instances; i++)
        {
            string file = _folder.Combine($"{i}.dcm");
            string uid = TestInstances.Write(file, 100 + i, TransferSyntax.ExplicitVrLittleEndian);
            await using FileStream stream = File.OpenRead(file);
            stream.Position = Part10Header.Read(file).DataSetOffset;
            Assert.True((await association.StoreAsync(new(Uids.CtImageStorage, uid, Uids.ExplicitVrLittleEndian, stream), default)).Status.IsStored);
        }

        await association.ReleaseAsync(default);
    }

    public virtual async Task DisposeAsync()
    {
        await _listener!.DisposeAsync();
        _folder.Dispose();
    }

    [Theory]
    [MemberData(nameof(Models))]
    public async Task Every_level_is_found_and_what_does_not_match_is_not(string root)
    {
        QueryModel model = Model(root);
        await using ClientAssociation association = await OpenAsync([new(model.FindSopClassUid, s_syntaxes)]);
        DataSet study = Assert.Single(await FindAsync(association, model, Key("STUDY").SetString(Tags.StudyInstanceUid, "2.25.1")));
        Assert.Equal("TEST", study.GetString(Tags.PatientId));
        DataSet series = Assert.Single(await FindAsync(association, model, Key("SERIES").SetString(Tags.StudyInstanceUid, "2.25.1").SetEmpty(Tags.SeriesInstanceUid).SetEmpty(Tags.Modality)));
        Assert.Equal(("2.25.2", "CT"), (series.GetString(Tags.SeriesInstanceUid), series.GetString(Tags.Modality)));
        List<DataSet> images = await FindAsync(association, model, Key("IMAGE").SetString(Tags.StudyInstanceUid, "2.25.1").SetString(Tags.SeriesInstanceUid, "2.25.2").SetEmpty(Tags.SopInstanceUid));
        Assert.Equal(Enumerable.Range(100, Instances).Select(i => $"2.25.1000{i}"), images.Select(i => i.GetString(Tags.SopInstanceUid)).Order(StringComparer.Ordinal));
        Assert.Empty(await FindAsync(association, model, Key("STUDY").SetString(Tags.StudyInstanceUid, "2.25.99")));
        await association.ReleaseAsync(default);
    }

    [Fact]
    public async Task Leaving_a_search_early_leaves_the_association_good()
    {
        QueryModel model = QueryModel.StudyRoot;
        await using ClientAssociation association = await OpenAsync([new(model.FindSopClassUid, s_syntaxes)]);
        for (int i = 0; i < 3; i++)
        {
            DataSet keys = Key("IMAGE").SetString(Tags.StudyInstanceUid, "2.25.1").SetString(Tags.SeriesInstanceUid, "2.25.2").SetEmpty(Tags.SopInstanceUid);
            await foreach (DataSet first in association.FindAsync(model, keys, default))
            {
                Assert.NotNull(first.GetString(Tags.SopInstanceUid));
                break;
            }
        }

        await association.ReleaseAsync(default);
    }

    [Theory]
    [MemberData(nameof(Models))]
    public async Task A_series_is_moved_to_our_listener_with_its_counts(string root)
    {
        QueryModel model = Model(root);
        await using ClientAssociation association = await OpenAsync([new(model.MoveSopClassUid, s_syntaxes)]);
        DataSet keys = Key("SERIES").SetString(Tags.StudyInstanceUid, "2.25.1").SetString(Tags.SeriesInstanceUid, "2.25.2");
        RetrieveOutcome outcome = await association.MoveAsync(model, keys, Us.AeTitle, null, default);
        Assert.True(outcome.IsComplete, $"{outcome}\n{Log}");
        Assert.Equal(Instances, outcome.SubOperations.Completed);
        Assert.Equal(Instances, _received.Instances.Count);
        Assert.Equal(TestInstances.DataSetSha256(_folder.Combine("0.dcm")), _received.Instances["2.25.1000100"].Sha256);
    }

    [Fact]
    public async Task A_destination_that_nobody_knows_is_a_failure_in_words()
    {
        await using ClientAssociation association = await OpenAsync([new(QueryModel.StudyRoot.MoveSopClassUid, s_syntaxes)]);
        RetrieveOutcome outcome = await association.MoveAsync(
            QueryModel.StudyRoot, Key("STUDY").SetString(Tags.StudyInstanceUid, "2.25.1"), "NOBODY", null, default);
        Assert.False(outcome.IsComplete);
        Assert.Equal(DimseStatusCategory.Failure, outcome.Status.Category);
    }

    [Theory]
    [MemberData(nameof(Models))]
    public async Task A_study_is_fetched_on_the_association_that_asks_for_it(string root)
    {
        QueryModel model = Model(root);
        ProposedContext[] contexts = [new(model.GetSopClassUid, s_syntaxes), new(Uids.CtImageStorage, Uids.ExplicitVrLittleEndian) { AsScp = true }];
        ReceivedFiles fetched = new();
        await using ClientAssociation association = await new DicomClient(new() { AeTitle = Us.AeTitle }).RequestAsync(Archive, contexts, new() { Store = fetched }, default);
        RetrieveOutcome outcome = await association.GetAsync(model, Key("STUDY").SetString(Tags.StudyInstanceUid, "2.25.1"), null, default);
        Assert.True(outcome.IsComplete, $"{outcome}\n{Log}");
        Assert.Equal(Instances, fetched.Instances.Count);
        Assert.Equal(TestInstances.DataSetSha256(_folder.Combine("1.dcm")), fetched.Instances["2.25.1000101"].Sha256);
        await association.ReleaseAsync(default);
    }

    private static QueryModel Model(string root) => root == "study root" ? QueryModel.StudyRoot : QueryModel.PatientRoot;

    private static DataSet Key(string level) => new DataSet().SetString(Tags.QueryRetrieveLevel, level).SetString(Tags.PatientId, "TEST");

    private static Task<List<DataSet>> FindAsync(ClientAssociation association, QueryModel model, DataSet keys) =>
        association.FindAsync(model, keys, default).ToListAsync().AsTask();

    private Task<ClientAssociation> OpenAsync(IReadOnlyList<ProposedContext> contexts) =>
        new DicomClient(new() { AeTitle = Us.AeTitle }).RequestAsync(Archive, contexts, default);
}
