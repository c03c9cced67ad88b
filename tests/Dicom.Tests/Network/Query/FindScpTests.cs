using System.Net;
using System.Runtime.CompilerServices;
using DicomNode.Dicom.Data;
using DicomNode.Dicom.Dictionary;
using DicomNode.Dicom.Network;
using DicomNode.Dicom.Network.Associations;
using DicomNode.Dicom.Network.Dimse;
using DicomNode.Dicom.Network.Pdu;
using DicomNode.Dicom.Network.Query;
using Xunit;

namespace DicomNode.Dicom.Tests.Network.Query;

/// <summary>C-FIND as SCP, asked by a peer that does what the test says.</summary>
public sealed class FindScpTests : IAsyncDisposable
{
    private readonly HandMovedClock _clock = new();
    private readonly Holdings _holdings = new();
    private DicomServer? _server;

    [Fact]
    public async Task Matches_are_answered_pending_and_then_success()
    {
        _holdings.Studies = ["1.1", "1.2", "1.3"];
        await using ScriptedPeer peer = await ConnectAsync();
        await QueryAsync(peer, 5, s => s.SetString(Tags.StudyInstanceUid, "1.3", "1.1"));
        foreach (string uid in new[] { "1.1", "1.3" })
        {
            (CommandSet command, DataSet match) = await peer.ReceiveMessageAsync();
            Assert.Equal((DimseStatus.Pending, (ushort)5, uid), (command.Status!.Value, command.MessageIdBeingRespondedTo, match.GetString(Tags.StudyInstanceUid)));
        }

        CommandSet final = await peer.ReceiveCommandAsync();
        Assert.Equal((DimseStatus.Success, false), (final.Status!.Value, final.HasDataSet));
        Assert.Equal("TESTER", _holdings.Asked!.Association.CallingAeTitle);
    }

    [Fact]
    public async Task A_cancel_stops_the_query_and_the_association_serves_the_next()
    {
        _holdings.Studies = ["1.1", "1.2"];
        _holdings.HangAfter = 1;
        await using ScriptedPeer peer = await ConnectAsync();
        await QueryAsync(peer, 5);
        await peer.ReceiveMessageAsync();
        await peer.SendCommandAsync(1, CommandSet.Cancel(4)); // of another message: means nothing
        await peer.SendCommandAsync(1, CommandSet.Cancel(5));
        Assert.Equal(DimseStatus.Cancel, (await peer.ReceiveCommandAsync()).Status);
        await peer.SendCommandAsync(1, CommandSet.Cancel(5)); // too late: nor does that
        await peer.SendCommandAsync(3, CommandSet.Echo(6));
        Assert.Equal(DimseStatus.Success, (await peer.ReceiveCommandAsync()).Status);
    }

    [Fact]
    public async Task A_release_ends_the_query_that_is_under_way()
    {
        _holdings.Studies = ["1.1"];
        _holdings.HangAfter = 0;
        await using ScriptedPeer peer = await ConnectAsync();
        await QueryAsync(peer, 5);
        await peer.SendAsync(ReleaseRequest.Write());
        Assert.Equal(DimseStatus.Cancel, (await peer.ReceiveCommandAsync()).Status);
        await peer.ReceiveAsync(PduType.ReleaseResponse);
    }

    [Fact]
    public async Task A_peer_that_leaves_in_the_middle_stops_the_search()
    {
        _holdings.Studies = ["1.1"];
        _holdings.HangAfter = 0;
        ScriptedPeer peer = await ConnectAsync();
        await QueryAsync(peer, 5);
        await _holdings.Searching.Task.WaitAsync(ScriptedPeer.Patience);
        await peer.DisposeAsync();
        await _holdings.Stopped.Task.WaitAsync(ScriptedPeer.Patience);
    }

    [Fact]
    public async Task A_query_that_takes_too_long_is_ended_with_A700H()
    {
        _holdings.Studies = ["1.1"];
        _holdings.HangAfter = 0;
        await using ScriptedPeer peer = await ConnectAsync();
        await QueryAsync(peer, 5);
        await _holdings.Searching.Task.WaitAsync(ScriptedPeer.Patience);
        _clock.Advance(TimeSpan.FromSeconds(61));
        CommandSet final = await peer.ReceiveCommandAsync();
        Assert.Equal(DimseStatus.OutOfResources, final.Status);
        Assert.Contains("longer than 60 s", final.ErrorComment, StringComparison.Ordinal);
    }

    [Fact]
    public async Task What_cannot_be_read_is_too_long_or_has_no_level_is_refused_and_the_association_lives()
    {
        await using ScriptedPeer peer = await ConnectAsync();
        await peer.SendCommandAsync(1, Request(1));
        await peer.SendDataAsync(1, [8, 0, 0x52, 0, 0xFF, 0xFF, 0xFF, 0x7F], isLast: true);
        Assert.Equal(DimseStatus.CannotUnderstand, (await peer.ReceiveCommandAsync()).Status);
        await peer.SendCommandAsync(1, Request(2));
        for (int i = 0; i < 9; i++)
        {
            await peer.SendDataAsync(1, new byte[8000], isLast: i == 8);
        }

        Assert.Equal(DimseStatus.OutOfResources, (await peer.ReceiveCommandAsync()).Status);
        await QueryAsync(peer, 3, s => s.SetString(Tags.QueryRetrieveLevel, "PATIENT"));
        Assert.Equal(DimseStatus.DataSetDoesNotMatchSopClass, (await peer.ReceiveCommandAsync()).Status);
        Assert.Null(_holdings.Asked);
    }

    [Fact]
    public async Task A_host_that_says_no_is_quoted_and_a_bug_in_it_ends_this_association_only()
    {
        await using ScriptedPeer peer = await ConnectAsync();
        _holdings.Fault = new QueryRefusedException(DimseStatus.NotAuthorized, "not you");
        await QueryAsync(peer, 5);
        CommandSet final = await peer.ReceiveCommandAsync();
        Assert.Equal((DimseStatus.NotAuthorized, "not you"), (final.Status!.Value, final.ErrorComment));
        _holdings.Fault = new InvalidOperationException("a bug");
        await QueryAsync(peer, 6);
        await peer.ReceiveAsync(PduType.Abort);
    }

    [Fact]
    public async Task A_second_query_waits_for_the_first()
    {
        _holdings.Studies = ["1.1", "1.2"];
        await using ScriptedPeer peer = await ConnectAsync();
        await QueryAsync(peer, 5);
        await QueryAsync(peer, 6);
        List<ushort?> order = [];
        for (int i = 0; i < 2; i++)
        {
            order.Add((await peer.ReceiveMessageAsync()).Command.MessageIdBeingRespondedTo);
            order.Add((await peer.ReceiveMessageAsync()).Command.MessageIdBeingRespondedTo);
            order.Add((await peer.ReceiveCommandAsync()).MessageIdBeingRespondedTo);
        }

        Assert.Equal([5, 5, 5, 6, 6, 6], order.Select(o => (int)o!));
    }

    [Fact]
    public async Task A_peer_that_asks_and_does_not_take_the_answers_is_dropped()
    {
        _holdings.Studies = ["1.1"];
        _holdings.HangAfter = 0; // the search goes on: the peer owes nothing but to take what comes
        PeerPace pace = new(_clock, 1024);
        await using ScriptedPeer peer = await ConnectAsync(pace);
        _server!.Start(); // for its pace timer, on the clock of the test
        await QueryAsync(peer, 5);
        await _holdings.Searching.Task.WaitAsync(ScriptedPeer.Patience);
        pace.Begin(); // what a PeerStream does around its reads, and around a write that is not taken
        _clock.Advance(TimeSpan.FromSeconds(30));
        Task<byte[]> abort = peer.ReceiveAsync(PduType.Abort);
        Assert.False(abort.IsCompleted);
        pace.BeginTaking();
        _clock.Advance(TimeSpan.FromSeconds(16));
        await abort;
    }

    public async ValueTask DisposeAsync()
    {
        if (_server is not null)
        {
            await _server.DisposeAsync();
        }
    }

    private async Task<ScriptedPeer> ConnectAsync(PeerPace? pace = null)
    {
        _server = new(new() { Port = 0, LongestQuery = TimeSpan.FromMinutes(1) }, new DicomServices(new MemoryStore()) { Query = _holdings }, _clock);
        (Stream ours, Stream theirs) = InMemoryConnection.Open();
        _ = _server.ServeAsync(ours, new(IPAddress.Loopback, 104), pace ?? new(_clock, 1024));
        ScriptedPeer peer = new(theirs);
        await peer.SendAsync(new AssociateRequest
        {
            CalledAeTitle = "DICOMNODE",
            CallingAeTitle = "TESTER",
            Contexts = [new(1, QueryModel.StudyRoot.FindSopClassUid, [Uids.ImplicitVrLittleEndian]), new(3, Uids.Verification, [Uids.ImplicitVrLittleEndian])],
            User = new() { MaxPduLength = 16384 },
        }.Write());
        await peer.ReceiveAsync(PduType.AssociateAccept);
        return peer;
    }

    private static CommandSet Request(ushort messageId) => CommandSet.Query(CommandField.FindRequest, messageId, QueryModel.StudyRoot.FindSopClassUid);

    private static Task QueryAsync(ScriptedPeer peer, ushort messageId, Action<DataSet>? with = null)
    {
        DataSet identifier = new DataSet().SetString(Tags.QueryRetrieveLevel, "STUDY").SetEmpty(Tags.StudyInstanceUid);
        with?.Invoke(identifier);
        return peer.SendMessageAsync(1, Request(messageId), identifier);
    }

    private sealed class Holdings : IQueryHandler
    {
        public IReadOnlyList<string> Studies { get; set; } = [];

        public int HangAfter { get; set; } = int.MaxValue;

        public Exception? Fault { get; set; }

        public QueryRequest? Asked { get; private set; }

        public TaskCompletionSource Searching { get; } = new(TaskCreationOptions.RunContinuationsAsynchronously);

        public TaskCompletionSource Stopped { get; } = new(TaskCreationOptions.RunContinuationsAsynchronously);

        public async IAsyncEnumerable<DataSet> CandidatesAsync(QueryRequest request, [EnumeratorCancellation] CancellationToken cancellationToken)
        {
            Asked = request;
            if (Fault is not null)
            {
                throw Fault;
            }

            for (int i = 0; i <= Studies.Count; i++)
            {
                if (i == HangAfter)
                {
                    try
                    {
                        Searching.TrySetResult();
                        await Task.Delay(Timeout.Infinite, cancellationToken);
                    }
                    finally
                    {
                        Stopped.TrySetResult();
                    }
                }

                if (i < Studies.Count)
                {
                    yield return new DataSet().SetString(Tags.StudyInstanceUid, Studies[i]);
                }
            }
        }
    }
}
