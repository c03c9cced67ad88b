using System.Net;
using System.Net.Sockets;
using DicomNode.Dicom.Dictionary;
using DicomNode.Dicom.Network;
using DicomNode.Dicom.Network.Associations;
using DicomNode.Dicom.Network.Dimse;
using DicomNode.Dicom.Network.Pdu;
using Xunit;

namespace DicomNode.Dicom.Tests.Network;

/// <summary>The server on connections in memory, with a peer that does what the test says and a clock that the test moves.</summary>
public sealed class DicomServerTests : IAsyncDisposable
{
    private readonly HandMovedClock _clock = new();
    private readonly List<DicomServer> _servers = [];
    private readonly List<Task> _sessions = [];
    private MemoryStore _store = new();

    [Fact]
    public async Task An_echo_is_answered_and_a_release_ends_the_association()
    {
        await using ScriptedPeer peer = Connect(Server());
        await peer.AssociateAsync();
        await peer.SendCommandAsync(1, CommandSet.Echo(7));
        CommandSet response = await peer.ReceiveCommandAsync();
        Assert.Equal((CommandField.EchoResponse, (ushort)7, DimseStatus.Success), (response.Field!.Value, response.MessageIdBeingRespondedTo!.Value, response.Status!.Value));
        await peer.SendAsync(ReleaseRequest.Write());
        await peer.ReceiveAsync(PduType.ReleaseResponse);
        await peer.DisposeAsync();
        await Assert.Single(_sessions).WaitAsync(ScriptedPeer.Patience);
    }

    [Fact]
    public async Task An_instance_reaches_the_sink_while_it_comes_and_is_answered_when_the_sink_has_completed()
    {
        await using ScriptedPeer peer = Connect(Server());
        await peer.AssociateAsync();
        await peer.SendCommandAsync(3, Store("1.2.3.4", new("MOVER", 9)));
        await peer.SendDataAsync(3, [1, 2, 3, 4], isLast: false);
        await UntilAsync(() => _store.Taken == 4); // before the last fragment is there
        Assert.Empty(_store.Completed);
        await peer.SendDataAsync(3, [5, 6], isLast: true);
        CommandSet response = await peer.ReceiveCommandAsync();
        Assert.Equal((CommandField.StoreResponse, DimseStatus.Success, "1.2.3.4", false),
            (response.Field!.Value, response.Status!.Value, response.AffectedSopInstanceUid, response.HasDataSet));
        (StoreRequest request, byte[] dataSet) = Assert.Single(_store.Completed);
        Assert.Equal([1, 2, 3, 4, 5, 6], dataSet);
        Assert.Equal(("TESTER", "DICOMNODE", Uids.CtImageStorage, Uids.ExplicitVrLittleEndian, 1L, new MoveOriginator("MOVER", 9)),
            (request.CallingAeTitle, request.CalledAeTitle, request.AffectedSopClassUid, request.TransferSyntaxUid, request.AssociationId, request.MoveOriginator!));
    }

    [Fact]
    public async Task A_refused_instance_is_drained_and_the_next_one_is_served()
    {
        _store = new() { Instead = r => r.AffectedSopInstanceUid == "1.1" ? new RefusedInstance(DimseStatus.OutOfResources) : null };
        await using ScriptedPeer peer = Connect(Server());
        await peer.AssociateAsync();
        Assert.Equal(DimseStatus.OutOfResources, await StoreAsync(peer, "1.1"));
        Assert.Equal(DimseStatus.Success, await StoreAsync(peer, "1.2"));
    }

    [Fact]
    public async Task A_disk_that_fails_in_the_middle_is_answered_A700H_and_the_association_lives()
    {
        bool full = true;
        _store = new() { OnWrite = () => { if (full) { throw new IOException("No space left on device"); } } };
        await using ScriptedPeer peer = Connect(Server());
        await peer.AssociateAsync();
        Assert.Equal(DimseStatus.OutOfResources, await StoreAsync(peer, "1.1"));
        Assert.Equal(1, _store.Abandoned);
        full = false;
        Assert.Equal(DimseStatus.Success, await StoreAsync(peer, "1.1"));
    }

    [Theory]
    [InlineData("1.2.840.10008.5.1.4.1.1.4", "1.2", 0x0122)] // MR on a context of CT
    [InlineData(Uids.CtImageStorage, "../../etc/passwd", 0x0117)]
    [InlineData(Uids.CtImageStorage, "", 0x0117)]
    public async Task What_a_request_may_not_name_is_refused_before_the_handler_sees_it(string sopClass, string instance, int status)
    {
        await using ScriptedPeer peer = Connect(Server());
        await peer.AssociateAsync();
        await peer.SendCommandAsync(3, CommandSet.Store(1, new(sopClass, instance, "", Stream.Null)));
        await peer.SendDataAsync(3, [1, 2], isLast: true);
        Assert.Equal(status, (await peer.ReceiveCommandAsync()).Status!.Value.Code);
        Assert.Equal(0, _store.Taken);
    }

    [Fact]
    public async Task A_peer_that_leaves_in_the_middle_leaves_nothing_behind()
    {
        ScriptedPeer peer = Connect(Server());
        await peer.AssociateAsync();
        await peer.SendCommandAsync(3, Store("1.2"));
        await peer.SendDataAsync(3, [1, 2], isLast: false);
        await UntilAsync(() => _store.Taken == 2);
        await peer.DisposeAsync();
        await Assert.Single(_sessions).WaitAsync(ScriptedPeer.Patience);
        Assert.Equal((1, 0), (_store.Abandoned, _store.Completed.Count));
    }

    [Fact]
    public async Task A_bug_in_the_handler_ends_one_association_and_no_other()
    {
        _store = new() { Instead = _ => throw new InvalidOperationException("a bug") };
        DicomServer server = Server();
        await using ScriptedPeer bad = Connect(server), good = Connect(server);
        await bad.AssociateAsync();
        await good.AssociateAsync();
        await bad.SendCommandAsync(3, Store("1.2"));
        await bad.ReceiveAsync(PduType.Abort);
        await good.SendCommandAsync(1, CommandSet.Echo(1));
        Assert.Equal(DimseStatus.Success, (await good.ReceiveCommandAsync()).Status);
    }

    [Theory]
    [InlineData("TESTER", "OTHER", "00010107")]
    [InlineData("STRANGER", "DICOMNODE", "00010103")]
    [InlineData("BACK\\SLASH", "DICOMNODE", "00010103")]
    public async Task Strangers_and_wrong_titles_are_rejected_with_the_numbers_of_the_standard(string calling, string called, string body)
    {
        await using ScriptedPeer peer = Connect(Server(o => o with { Policy = new OnlyTester() }));
        await peer.SendRequestAsync(calling, called);
        Assert.Equal(body, Convert.ToHexString(await peer.ReceiveAsync(PduType.AssociateReject)));
    }

    [Fact]
    public async Task Over_the_limit_a_request_is_rejected_2_3_2_and_a_place_that_is_freed_is_given_on()
    {
        DicomServer server = Server(o => o with { MaxAssociations = 1 });
        await using ScriptedPeer first = Connect(server), second = Connect(server), third = Connect(server);
        await first.AssociateAsync();
        await second.SendRequestAsync();
        Task<byte[]> rejected = second.ReceiveAsync(PduType.AssociateReject);
        await AdvanceUntilAsync(rejected, TimeSpan.FromMilliseconds(50)); // less than a silent peer needs to give way
        Assert.Equal("00020302", Convert.ToHexString(await rejected));
        await third.SendRequestAsync();
        await first.SendAsync(ReleaseRequest.Write());
        await third.ReceiveAsync(PduType.AssociateAccept);
    }

    [Fact]
    public async Task A_peer_that_sends_ahead_of_our_answers_gives_way_to_one_that_does_not()
    {
        DicomServer server = Server(o => o with { MaxAssociations = 1 });
        await using ScriptedPeer rude = Connect(server), polite = Connect(server);
        await rude.AssociateAsync();
        byte[] echo = DataPdu.WriteCommand(1, CommandSet.Echo(1).ToArray(), 16384);
        await rude.SendAsync((byte[])[.. echo, .. echo]);
        await rude.ReceiveCommandAsync();
        await polite.AssociateAsync();
        await rude.ReceiveCommandAsync();
        await rude.ReceiveAsync(PduType.Abort);
    }

    [Fact]
    public async Task Requests_ahead_of_the_answers_are_answered_all_the_same_and_after_some_of_them_not_at_once()
    {
        DicomServer server = Server();
        await using ScriptedPeer peer = Connect(server);
        await peer.AssociateAsync();
        byte[] echo = DataPdu.WriteCommand(1, CommandSet.Echo(1).ToArray(), 16384);
        await peer.SendAsync((byte[])[.. Enumerable.Repeat(echo, 40).SelectMany(e => e), .. ReleaseRequest.Write().Span]);
        int answered = 0;
        Task receiving = ReceiveAsync();
        await UntilAsync(() => answered >= 17);
        await using ScriptedPeer other = Connect(server);
        await other.AssociateAsync();
        for (int i = 0; i < 50; i++) // time for a server that would go on
        {
            await other.SendCommandAsync(1, CommandSet.Echo(1));
            await other.ReceiveCommandAsync();
        }

        Assert.Equal(17, answered); // the clock stands still
        await AdvanceUntilAsync(receiving, TimeSpan.FromMilliseconds(10));
        await receiving;
        Assert.Equal(40, answered);

        async Task ReceiveAsync()
        {
            for (; answered < 40; answered++)
            {
                Assert.Equal(DimseStatus.Success, (await peer.ReceiveCommandAsync()).Status);
            }

            await peer.ReceiveAsync(PduType.ReleaseResponse);
        }
    }

    [Fact]
    public async Task What_the_caller_says_of_itself_is_observed_and_its_passcode_is_not()
    {
        Observer observer = new();
        await using ScriptedPeer peer = Connect(Server(o => o with { Observer = observer }));
        UserIdentity identity = new(2, ResponseRequested: true, "anna\n"u8.ToArray(), "secret"u8.ToArray());
        AssociateAccept accept = await peer.AssociateAsync(new()
        {
            MaxPduLength = 16384, ImplementationClassUid = "1.2.3", ImplementationVersionName = "SCANNER\u001b_1", UserIdentity = identity, AsynchronousWindow = new(0, 5),
        });
        AssociationInfo info = Assert.Single(observer.Associations);
        Assert.Equal(("SCANNER?_1", "anna?"), (info.Implementation, info.UserName));
        Assert.DoesNotContain("secret", info.ToString(), StringComparison.Ordinal);
        Assert.True(accept.User.AnswersUserIdentity);
        Assert.Equal(new AsynchronousWindow(1, 1), accept.User.AsynchronousWindow);
    }

    [Theory]
    [InlineData(1, false, false)] // nobody asked for a response
    [InlineData(3, true, false)] // a Kerberos ticket, which nobody here can check
    [InlineData(1, true, true)]
    public async Task A_user_identity_is_answered_where_an_answer_was_asked_for_and_can_be_given(byte type, bool asked, bool answered)
    {
        await using ScriptedPeer peer = Connect(Server());
        AssociateAccept accept = await peer.AssociateAsync(new() { MaxPduLength = 16384, UserIdentity = new(type, asked, "anna"u8.ToArray(), default) });
        Assert.Equal(answered, accept.User.AnswersUserIdentity);
        Assert.Null(accept.User.AsynchronousWindow); // none was proposed
    }

    [Fact]
    public async Task Without_a_request_the_connection_is_closed_when_ARTIM_expires()
    {
        await using ScriptedPeer peer = Connect(Server());
        await peer.SendAsync(new byte[] { 1, 0, 0 }); // the beginning of a request
        _clock.Advance(TimeSpan.FromSeconds(29));
        Assert.False(Assert.Single(_sessions).IsCompleted);
        _clock.Advance(TimeSpan.FromSeconds(2));
        await peer.ExpectCloseAsync();
    }

    [Theory]
    [InlineData("040000000006" + "000000020900", "00000000")] // a data value for a context that nobody accepted: aborted by the user
    [InlineData("0600000000" + "0400000000", "00000202")] // a release response that nobody asked for
    [InlineData("04000000000A" + "FFFFFFFF030300000000", "00000206")] // a value longer than its PDU
    [InlineData("04007FFFFFFF", "00000206")] // 2 GiB announced
    [InlineData("FF0000000004" + "00000000", "00000201")]
    public async Task Nonsense_after_the_association_is_aborted_with_its_reason(string hex, string abort)
    {
        await using ScriptedPeer peer = Connect(Server());
        await peer.AssociateAsync();
        await peer.SendAsync(Convert.FromHexString(hex));
        Assert.Equal(abort, Convert.ToHexString(await peer.ReceiveAsync(PduType.Abort)));
    }

    [Fact]
    public async Task Bytes_one_at_a_time_are_as_good_as_any()
    {
        await using ScriptedPeer peer = Connect(Server());
        byte[] request = new AssociateRequest
        {
            CalledAeTitle = "DICOMNODE", CallingAeTitle = "SLOW", Contexts = [new(1, Uids.Verification, [Uids.ImplicitVrLittleEndian])], User = new() { MaxPduLength = 4096 },
        }.Write().ToArray();
        foreach (byte b in (byte[])[.. request, .. DataPdu.WriteCommand(1, CommandSet.Echo(1).ToArray(), 30)]) // and a command in six pieces
        {
            await peer.SendAsync(new[] { b });
        }

        await peer.ReceiveAsync(PduType.AssociateAccept);
        Assert.Equal(DimseStatus.Success, (await peer.ReceiveCommandAsync()).Status);
    }

    [Fact]
    public async Task A_stop_finishes_the_instance_that_is_under_way_and_aborts_the_idle_at_once()
    {
        DicomServer server = Server();
        await using ScriptedPeer busy = Connect(server), idle = Connect(server);
        await busy.AssociateAsync();
        await idle.AssociateAsync();
        await busy.SendCommandAsync(3, Store("1.2"));
        await busy.SendDataAsync(3, [1, 2], isLast: false);
        await UntilAsync(() => _store.Taken == 2);
        Task stopping = server.StopAsync(TimeSpan.FromMinutes(1), default);
        await idle.ReceiveAsync(PduType.Abort);
        await busy.SendDataAsync(3, [3, 4], isLast: true);
        Assert.Equal(DimseStatus.Success, (await busy.ReceiveCommandAsync()).Status);
        await busy.ReceiveAsync(PduType.Abort);
        await idle.DisposeAsync();
        await busy.DisposeAsync();
        await stopping.WaitAsync(ScriptedPeer.Patience);
        Assert.Single(_store.Completed);
    }

    [Fact]
    public async Task An_association_without_a_message_is_aborted_after_the_idle_time()
    {
        (Stream ours, Stream theirs) = InMemoryConnection.Open();
        PeerPace pace = new(_clock, 1024);
        DicomServer server = Real(0);
        server.Start(); // for its pace timer
        _sessions.Add(server.ServeAsync(ours, new(IPAddress.Loopback, 104), pace));
        await using ScriptedPeer peer = new(theirs);
        await peer.AssociateAsync();
        pace.Begin(); // what a PeerStream does around a read
        Task<byte[]> abort = peer.ReceiveAsync(PduType.Abort);
        _clock.Advance(TimeSpan.FromSeconds(299));
        Assert.False(abort.IsCompleted);
        _clock.Advance(TimeSpan.FromSeconds(2));
        await abort;
    }

    [Fact]
    public async Task After_our_last_pdu_the_peer_has_five_seconds_to_close()
    {
        await using ScriptedPeer peer = Connect(Server());
        await peer.SendRequestAsync(called: "OTHER");
        await peer.ReceiveAsync(PduType.AssociateReject);
        await peer.SendRequestAsync(); // too late: answered with an abort, and no reason to wait longer
        await peer.ReceiveAsync(PduType.Abort);
        _clock.Advance(TimeSpan.FromSeconds(4));
        Assert.False(Assert.Single(_sessions).IsCompleted);
        _clock.Advance(TimeSpan.FromSeconds(2));
        await peer.ExpectCloseAsync();
    }

    [Fact]
    public async Task Connections_without_an_association_are_limited_for_each_address()
    {
        Observer observer = new();
        DicomServer server = Server(o => o with { Port = 0, MaxPendingConnectionsPerAddress = 2, Observer = observer });
        server.Start();
        List<ScriptedPeer> peers = [];
        for (int i = 0; i < 3; i++)
        {
            TcpClient client = new();
            await client.ConnectAsync(server.EndPoint!);
            peers.Add(new(client.GetStream()));
        }

        await UntilAsync(() => observer.Refusals == 1);
        await peers[0].AssociateAsync(); // one place less is taken
        TcpClient next = new();
        await next.ConnectAsync(server.EndPoint!);
        await using ScriptedPeer served = new(next.GetStream());
        await served.AssociateAsync();
        foreach (ScriptedPeer peer in peers)
        {
            await peer.DisposeAsync();
        }
    }

    [Fact]
    public void A_port_in_use_is_named()
    {
        DicomServer first = Real(0), second = Real(0);
        first.Start();
        DicomServer taken = Real(first.EndPoint!.Port);
        ListenFailedException e = Assert.Throws<ListenFailedException>(taken.Start);
        Assert.Contains($"another program uses port {first.EndPoint.Port}", e.Message, StringComparison.Ordinal);
        second.Start();
        Assert.NotEqual(first.EndPoint.Port, second.EndPoint!.Port);
    }

    [Fact]
    public async Task A_silent_or_trickling_sender_is_dropped_inside_a_message()
    {
        (Stream ours, Stream theirs) = InMemoryConnection.Open();
        PeerPace pace = new(_clock, 1024);
        DicomServer server = Real(0);
        server.Start(); // for its pace timer, on the clock of the test
        _sessions.Add(server.ServeAsync(ours, new(IPAddress.Loopback, 104), pace));
        await using ScriptedPeer peer = new(theirs);
        await peer.AssociateAsync();
        await peer.SendCommandAsync(3, Store("1.2"));
        await peer.SendDataAsync(3, [1, 2], isLast: false);
        await UntilAsync(() => _store.Taken == 2);
        pace.Begin(); // what a PeerStream does around a read
        Task<byte[]> abort = peer.ReceiveAsync(PduType.Abort);
        _clock.Advance(TimeSpan.FromSeconds(14));
        Assert.False(abort.IsCompleted);
        _clock.Advance(TimeSpan.FromSeconds(2));
        await abort;
    }

    public async ValueTask DisposeAsync()
    {
        foreach (DicomServer server in _servers)
        {
            await server.DisposeAsync();
        }
    }

    [Fact]
    public async Task Callers_whom_nobody_takes_are_seen_waiting()
    {
        using BlockedObserver observer = new();
        DicomServer server = Server(o => o with { Port = 0, MaxPendingConnectionsPerAddress = 0, Observer = observer });
        Assert.False(server.IsAccepting);
        server.Start();
        Assert.Equal((true, 0, false), (server.IsAccepting, server.Accepted, server.HasWaiting));

        using TcpClient first = new(), second = new();
        await first.ConnectAsync(server.EndPoint!);
        await UntilAsync(() => server.Accepted == 1); // and the loop is stuck in the observer
        await second.ConnectAsync(server.EndPoint!);
        await UntilAsync(() => server.HasWaiting);
        Assert.Equal(1, server.Accepted);

        observer.LetGo();
        await UntilAsync(() => server.Accepted == 2 && !server.HasWaiting);
        await server.StopAsync(TimeSpan.Zero, CancellationToken.None);
        Assert.Equal((false, false), (server.IsAccepting, server.HasWaiting));
    }

    private DicomServer Server(Func<DicomServerOptions, DicomServerOptions>? with = null)
    {
        DicomServer server = new((with ?? (o => o))(new DicomServerOptions()), _store, _clock);
        _servers.Add(server);
        return server;
    }

    private DicomServer Real(int port) => Server(o => o with { Port = port });

    private ScriptedPeer Connect(DicomServer server)
    {
        (Stream ours, Stream theirs) = InMemoryConnection.Open();
        _sessions.Add(server.ServeAsync(ours, new(IPAddress.Loopback, 104), new(_clock, 1024)));
        return new(theirs);
    }

    private static CommandSet Store(string instance, MoveOriginator? originator = null) =>
        CommandSet.Store(1, new(Uids.CtImageStorage, instance, Uids.ExplicitVrLittleEndian, Stream.Null) { MoveOriginator = originator });

    private static async Task<DimseStatus> StoreAsync(ScriptedPeer peer, string instance)
    {
        await peer.SendCommandAsync(3, Store(instance));
        await peer.SendDataAsync(3, [1, 2], isLast: false);
        await peer.SendDataAsync(3, [3, 4], isLast: true);
        return (await peer.ReceiveCommandAsync()).Status!.Value;
    }

    private static async Task UntilAsync(Func<bool> condition)
    {
        using CancellationTokenSource limit = new(ScriptedPeer.Patience);
        while (!condition())
        {
            await Task.Delay(5, limit.Token);
        }
    }

    private async Task AdvanceUntilAsync(Task task, TimeSpan step)
    {
        using CancellationTokenSource limit = new(ScriptedPeer.Patience);
        while (!task.IsCompleted)
        {
            _clock.Advance(step);
            await Task.Delay(5, limit.Token);
        }
    }

    private sealed class Observer : INetworkObserver
    {
        public List<AssociationInfo> Associations { get; } = [];

        public int Refusals { get; private set; }

        public void Accepted(AssociationInfo association) => Associations.Add(association);

        public void Refused(IPEndPoint remote) => Refusals++;
    }

    /// <summary>Keeps the loop that tells it of a refusal.</summary>
    private sealed class BlockedObserver : INetworkObserver, IDisposable
    {
        private readonly ManualResetEventSlim _gate = new();

        public void Refused(IPEndPoint remote) => _gate.Wait();

        public void LetGo() => _gate.Set();

        public void Dispose() => _gate.Dispose();
    }

    private sealed class OnlyTester : IAssociationPolicy
    {
        public AssociationVerdict Decide(AssociationAttempt attempt) =>
            attempt.CallingAeTitle == "TESTER" ? AssociationVerdict.Accept : AssociationVerdict.CallingAeTitleNotRecognized;
    }
}
