using DicomNode.Dicom.Data;
using DicomNode.Dicom.Dictionary;
using DicomNode.Dicom.Network;
using DicomNode.Dicom.Network.Dimse;
using DicomNode.Dicom.Network.Pdu;
using DicomNode.Dicom.Network.Query;
using Xunit;

namespace DicomNode.Dicom.Tests.Network.Query;

/// <summary>C-FIND, C-MOVE and C-GET of ours, to a peer that does what the test says.</summary>
public class QueryClientTests
{
    private static readonly DataSet s_identifier = new DataSet().SetString(Tags.QueryRetrieveLevel, "STUDY").SetString(Tags.StudyInstanceUid, "1.2").SetEmpty(Tags.PatientId);

    private static readonly ProposedContext[] s_contexts =
    [
        new(QueryModel.StudyRoot.FindSopClassUid, Uids.ImplicitVrLittleEndian),
        new(QueryModel.StudyRoot.MoveSopClassUid, Uids.ImplicitVrLittleEndian),
        new(QueryModel.StudyRoot.GetSopClassUid, Uids.ImplicitVrLittleEndian),
        new(Uids.CtImageStorage, Uids.ImplicitVrLittleEndian) { AsScp = true },
        new(Uids.MrImageStorage, Uids.ImplicitVrLittleEndian) { AsScp = true, AsScu = false },
    ];

    private readonly MemoryStore _store = new();
    private DicomClientOptions _options = new() { DimseTimeout = ScriptedPeer.Patience, AssociationTimeout = ScriptedPeer.Patience };

    [Fact]
    public async Task Matches_come_one_by_one_until_the_peer_says_that_it_is_done()
    {
        await using ScriptedPeer peer = Connect(out Task<ClientAssociation> opening);
        await peer.AcceptAsync();
        await using ClientAssociation association = await opening;
        await using IAsyncEnumerator<DataSet> matches = association.FindAsync(QueryModel.StudyRoot, s_identifier, default).GetAsyncEnumerator();
        ValueTask<bool> next = matches.MoveNextAsync();
        (CommandSet request, DataSet identifier) = await peer.ReceiveMessageAsync();
        Assert.Equal((CommandField.FindRequest, QueryModel.StudyRoot.FindSopClassUid, "STUDY"),
            (request.Field!.Value, request.AffectedSopClassUid, identifier.GetString(Tags.QueryRetrieveLevel)));
        foreach ((int status, string id) in new[] { (0xFF00, "A"), (0xFF01, "B") })
        {
            await peer.SendMessageAsync(1, request.Respond(new((ushort)status), dataSetFollows: true), new DataSet().SetString(Tags.PatientId, id));
            Assert.True(await next);
            Assert.Equal(id, matches.Current.GetString(Tags.PatientId));
            next = matches.MoveNextAsync();
        }

        await peer.SendCommandAsync(1, request.Respond(DimseStatus.Success));
        Assert.False(await next);
    }

    [Fact]
    public async Task Leaving_the_matches_early_cancels_the_query_and_the_association_serves_the_next()
    {
        await using ScriptedPeer peer = Connect(out Task<ClientAssociation> opening);
        await peer.AcceptAsync();
        await using ClientAssociation association = await opening;
        Task<string?> first = FirstAsync(association);
        (CommandSet request, _) = await peer.ReceiveMessageAsync();
        await peer.SendMessageAsync(1, request.Respond(new(0xFF00), dataSetFollows: true), new DataSet().SetString(Tags.PatientId, "A"));
        CommandSet cancel = await peer.ReceiveCommandAsync();
        Assert.Equal((CommandField.CancelRequest, request.MessageId), (cancel.Field!.Value, cancel.MessageIdBeingRespondedTo));
        await peer.SendMessageAsync(1, request.Respond(new(0xFF00), dataSetFollows: true), new DataSet().SetString(Tags.PatientId, "on its way"));
        await peer.SendCommandAsync(1, request.Respond(new(0xFE00)));
        Assert.Equal("A", await first);
        Task<string?> second = FirstAsync(association);
        (request, _) = await peer.ReceiveMessageAsync();
        await peer.SendCommandAsync(1, request.Respond(DimseStatus.Success));
        Assert.Null(await second);
    }

    [Fact]
    public async Task A_refused_query_says_why_and_leaves_the_association_good()
    {
        await using ScriptedPeer peer = Connect(out Task<ClientAssociation> opening);
        await peer.AcceptAsync();
        await using ClientAssociation association = await opening;
        for (int time = 0; time < 2; time++)
        {
            Task<string?> first = FirstAsync(association);
            (CommandSet request, _) = await peer.ReceiveMessageAsync();
            await peer.SendCommandAsync(1, request.Respond(new(0xA900), "no such level"));
            QueryFailedException e = await Assert.ThrowsAsync<QueryFailedException>(() => first);
            Assert.Contains("no such level", e.Message, StringComparison.Ordinal);
        }
    }

    [Fact]
    public async Task A_peer_that_stops_answering_in_the_middle_of_the_matches_is_given_up()
    {
        _options = _options with { DimseTimeout = TimeSpan.FromMilliseconds(200) };
        await using ScriptedPeer peer = Connect(out Task<ClientAssociation> opening);
        await peer.AcceptAsync();
        await using ClientAssociation association = await opening;
        Task<List<DataSet>> all = association.FindAsync(QueryModel.StudyRoot, s_identifier, default).ToListAsync().AsTask();
        (CommandSet request, _) = await peer.ReceiveMessageAsync();
        await peer.SendMessageAsync(1, request.Respond(new(0xFF00), dataSetFollows: true), new DataSet());
        await Assert.ThrowsAsync<DimseTimeoutException>(() => all);
        await peer.ReceiveAsync(PduType.Abort);
    }

    [Fact]
    public async Task A_move_reports_its_counts_and_names_what_failed()
    {
        await using ScriptedPeer peer = Connect(out Task<ClientAssociation> opening);
        await peer.AcceptAsync();
        await using ClientAssociation association = await opening;
        Counts progress = new();
        Task<RetrieveOutcome> moving = association.MoveAsync(QueryModel.StudyRoot, s_identifier, "THIRD", progress, default);
        (CommandSet request, _) = await peer.ReceiveMessageAsync();
        Assert.Equal(("THIRD", CommandField.MoveRequest), (request.MoveDestination, request.Field!.Value));
        await peer.SendCommandAsync(3, SubOperations(request, 0xFF00, remaining: 2, completed: 1, failed: 0));
        await peer.SendMessageAsync(3, SubOperations(request, 0xB000, null, completed: 2, failed: 1, dataSet: true), new DataSet().SetString(Tags.FailedSopInstanceUidList, "1.2.3", "1.2.4"));
        RetrieveOutcome outcome = await moving;
        Assert.Equal(new(2, 1, 0, null), Assert.Single(progress.Reported));
        Assert.Equal(0xB000, outcome.Status.Code);
        Assert.Equal(new SubOperations(null, 2, 1, null), outcome.SubOperations);
        Assert.False(outcome.IsComplete);
        Assert.Equal(["1.2.3", "1.2.4"], outcome.FailedSopInstanceUids);
    }

    [Fact]
    public async Task A_move_that_nobody_wants_any_more_is_cancelled_at_the_peer()
    {
        await using ScriptedPeer peer = Connect(out Task<ClientAssociation> opening);
        await peer.AcceptAsync();
        await using ClientAssociation association = await opening;
        using CancellationTokenSource stop = new();
        Task<RetrieveOutcome> moving = association.MoveAsync(QueryModel.StudyRoot, s_identifier, "THIRD", null, stop.Token);
        (CommandSet request, _) = await peer.ReceiveMessageAsync();
        await stop.CancelAsync();
        Assert.Equal(CommandField.CancelRequest, (await peer.ReceiveCommandAsync()).Field);
        await peer.SendCommandAsync(3, request.Respond(new(0xFE00)));
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => moving);
        Task<string?> next = FirstAsync(association); // the association is still good
        (request, _) = await peer.ReceiveMessageAsync();
        await peer.SendCommandAsync(1, request.Respond(DimseStatus.Success));
        Assert.Null(await next);
    }

    [Fact]
    public async Task A_get_takes_its_instances_on_the_same_association_and_proposes_the_roles_for_it()
    {
        await using ScriptedPeer peer = Connect(out Task<ClientAssociation> opening);
        AssociateRequest proposed = await peer.AcceptAsync();
        Assert.Equal([new(Uids.CtImageStorage, true, true), new(Uids.MrImageStorage, false, true)], proposed.User.RoleSelections);
        await using ClientAssociation association = await opening;
        Task<RetrieveOutcome> getting = association.GetAsync(QueryModel.StudyRoot, s_identifier, null, default);
        (CommandSet request, _) = await peer.ReceiveMessageAsync();
        foreach (string uid in new[] { "1.2.1", "1.2.2" })
        {
            await peer.SendCommandAsync(7, CommandSet.Store(77, new(Uids.CtImageStorage, uid, "", Stream.Null)));
            await peer.SendDataAsync(7, [1, 2], isLast: true);
            CommandSet stored = await peer.ReceiveCommandAsync();
            Assert.Equal((CommandField.StoreResponse, DimseStatus.Success, (ushort)77), (stored.Field!.Value, stored.Status!.Value, stored.MessageIdBeingRespondedTo));
            await peer.SendCommandAsync(5, SubOperations(request, 0xFF00, 1, 1, 0));
        }

        await peer.SendCommandAsync(5, SubOperations(request, 0x0000, null, 2, 0));
        Assert.True((await getting).IsComplete);
        Assert.Equal(["1.2.1", "1.2.2"], _store.Completed.Select(c => c.Request.AffectedSopInstanceUid));
    }

    [Fact]
    public async Task A_request_on_an_association_that_serves_nothing_ends_it()
    {
        (Stream ours, Stream theirs) = InMemoryConnection.Open();
        await using ScriptedPeer peer = new(theirs);
        Task<ClientAssociation> opening = new DicomClient(_options).RequestAsync(ours, new("PEER", "memory", 104), s_contexts, ClientServices.None, default);
        await peer.AcceptAsync();
        await using ClientAssociation association = await opening;
        await peer.SendCommandAsync(7, CommandSet.Echo(1));
        await peer.ReceiveAsync(PduType.Abort);
    }

    private static CommandSet SubOperations(CommandSet request, int status, int? remaining, int completed, int failed, bool dataSet = false)
    {
        CommandSet response = request.Respond(new((ushort)status), dataSetFollows: dataSet);
        DataSet elements = DicomNode.Dicom.Encoding.DataSetReader.Read(response.ToArray(), DicomNode.Dicom.Encoding.TransferSyntax.ImplicitVrLittleEndian)
            .SetNumber(Tags.NumberOfCompletedSuboperations, completed).SetNumber(Tags.NumberOfFailedSuboperations, failed);
        return new(remaining is int left ? elements.SetNumber(Tags.NumberOfRemainingSuboperations, left) : elements);
    }

    private static async Task<string?> FirstAsync(ClientAssociation association)
    {
        await foreach (DataSet match in association.FindAsync(QueryModel.StudyRoot, s_identifier, default))
        {
            return match.GetString(Tags.PatientId);
        }

        return null;
    }

    private ScriptedPeer Connect(out Task<ClientAssociation> opening)
    {
        (Stream ours, Stream theirs) = InMemoryConnection.Open();
        opening = new DicomClient(_options).RequestAsync(ours, new("PEER", "memory", 104), s_contexts, new() { Store = _store }, default);
        return new(theirs);
    }

    private sealed class Counts : IProgress<SubOperations>
    {
        public List<SubOperations> Reported { get; } = [];

        public void Report(SubOperations value) => Reported.Add(value);
    }
}
