using System.Net;
using System.Net.Sockets;
using DicomNode.Dicom.Dictionary;
using DicomNode.Dicom.Network;
using DicomNode.Dicom.Network.Dimse;
using DicomNode.Dicom.Network.Pdu;
using Xunit;

namespace DicomNode.Dicom.Tests.Network;

/// <summary>The client against a peer on a real socket that does what the test says.</summary>
public sealed class ClientAssociationTests : IDisposable
{
    private static readonly ProposedContext s_ct = new(Uids.CtImageStorage, Uids.ExplicitVrLittleEndian);
    private readonly TcpListener _listener = new(IPAddress.Loopback, 0);
    private readonly byte[] _dataSet = [.. Enumerable.Range(0, 1000).Select(i => (byte)i)];
    private DicomClientOptions _options = new() { AssociationTimeout = ScriptedPeer.Patience, DimseTimeout = ScriptedPeer.Patience };

    public ClientAssociationTests() => _listener.Start();

    private PeerAddress Address => new("PEER", "127.0.0.1", ((IPEndPoint)_listener.LocalEndpoint).Port);

    [Theory]
    [InlineData(16384, 1)]
    [InlineData(506, 2)] // 500 bytes each: the last PDU is full and still the last
    [InlineData(107, 10)] // an odd length is used up to the even number below
    [InlineData(0, 1)] // no limit
    public async Task A_data_set_goes_out_in_pieces_of_the_peers_length(uint maxPduLength, int pdus)
    {
        await using ScriptedPeer peer = await Run(p => p.AcceptAsync(maxPduLength), out Task<ClientAssociation> opening);
        await using ClientAssociation association = await opening;
        Task<StoreResponse> storing = association.StoreAsync(Instance("1.2"), default);
        (CommandSet command, byte[] dataSet, int sent) = await peer.ReceiveStoreAsync();
        Assert.Equal(_dataSet, dataSet);
        Assert.Equal(pdus, sent);
        await peer.SendCommandAsync(1, command.Respond(new(0xB000), "coerced"));
        Assert.Equal(new StoreResponse(new(0xB000), "coerced"), await storing);
        Task releasing = association.ReleaseAsync(default);
        await peer.ReceiveAsync(PduType.ReleaseRequest);
        await peer.SendAsync(ReleaseResponse.Write());
        await releasing;
    }

    [Fact]
    public async Task A_stream_that_cannot_seek_is_sent_to_its_end()
    {
        await using ScriptedPeer peer = await Run(p => p.AcceptAsync(506), out Task<ClientAssociation> opening);
        await using ClientAssociation association = await opening;
        Task<StoreResponse> storing = association.StoreAsync(Instance("1.2") with { DataSet = new OneWay(_dataSet) }, default);
        (CommandSet command, byte[] dataSet, _) = await peer.ReceiveStoreAsync();
        Assert.Equal(_dataSet, dataSet);
        await peer.SendCommandAsync(1, command.Respond(DimseStatus.Success));
        Assert.True((await storing).Status.IsStored);
    }

    [Theory]
    [InlineData(1, 1, 7, false)] // called AE title not recognised: a person has to act
    [InlineData(2, 3, 2, true)]
    [InlineData(1, 3, 1, true)] // congestion, whatever the result says
    public async Task A_rejection_says_who_why_and_whether_to_try_again(byte result, byte source, byte reason, bool transient)
    {
        await using ScriptedPeer peer = await Run(
            async p =>
            {
                await p.ReceiveAsync(PduType.AssociateRequest);
                await p.SendAsync(new AssociateReject(result, source, reason).Write());
            },
            out Task<ClientAssociation> opening);
        AssociationRejectedException e = await Assert.ThrowsAsync<AssociationRejectedException>(() => opening);
        Assert.Equal((result, source, reason, transient), (e.Result, e.RejectSource, e.Reason, e.IsTransient));
    }

    [Fact]
    public async Task A_class_that_was_refused_is_named_and_the_association_stays_good()
    {
        await using ScriptedPeer peer = await Run(p => p.AcceptAsync(), out Task<ClientAssociation> opening);
        await using ClientAssociation association = await opening;
        InstanceSource seg = Instance("1.2") with { SopClassUid = Uids.SegmentationStorage };
        PresentationContextRefusedException e = await Assert.ThrowsAsync<PresentationContextRefusedException>(() => association.StoreAsync(seg, default));
        Assert.Contains("Segmentation Storage", e.Message, StringComparison.Ordinal);
        Assert.False(e.IsTransient);
        Task<StoreResponse> storing = association.StoreAsync(Instance("1.3"), default);
        CommandSet command = (await peer.ReceiveStoreAsync()).Command;
        await peer.SendCommandAsync(1, command.Respond(DimseStatus.Success));
        Assert.Equal(DimseStatus.Success, (await storing).Status);
    }

    [Fact]
    public async Task A_response_to_another_message_is_booked_to_none_and_aborts() => await ExpectStoreFailureAsync<DicomProtocolException>(
        async (peer, command) =>
        {
            await peer.SendCommandAsync(1, CommandSet.Store(99, Instance("1.2")).Respond(DimseStatus.Success));
            await peer.ReceiveAsync(PduType.Abort);
        });

    [Fact]
    public async Task An_abort_instead_of_a_response_is_transient() =>
        await ExpectStoreFailureAsync<AssociationAbortedException>((peer, _) => peer.SendAsync(Abort.ByProvider(AbortReason.NotSpecified).Write()));

    [Fact]
    public async Task A_close_instead_of_a_response_is_a_lost_connection() =>
        await ExpectStoreFailureAsync<ConnectionLostException>((peer, _) => peer.DisposeAsync().AsTask());

    [Fact]
    public async Task Silence_instead_of_a_response_ends_in_time_with_an_abort()
    {
        _options = _options with { DimseTimeout = TimeSpan.FromMilliseconds(200) };
        await ExpectStoreFailureAsync<DimseTimeoutException>((peer, _) => peer.ReceiveAsync(PduType.Abort));
    }

    [Fact]
    public async Task What_a_slow_line_still_holds_is_waited_for_before_an_answer_is_missed()
    {
        _options = _options with { DimseTimeout = TimeSpan.FromMilliseconds(300), SlowestLine = 1 }; // one second for each byte of the data set
        await using ScriptedPeer peer = await Run(p => p.AcceptAsync(), out Task<ClientAssociation> opening);
        await using ClientAssociation association = await opening;
        Task<StoreResponse> storing = association.StoreAsync(Instance("1.2"), default);
        CommandSet command = (await peer.ReceiveStoreAsync()).Command;
        await Task.Delay(TimeSpan.FromSeconds(1));
        await peer.SendCommandAsync(1, command.Respond(DimseStatus.Success));
        Assert.Equal(DimseStatus.Success, (await storing).Status);
    }

    [Fact]
    public async Task A_second_response_ends_the_association_and_never_counts_for_the_next_instance()
    {
        await using ScriptedPeer peer = await Run(p => p.AcceptAsync(), out Task<ClientAssociation> opening);
        await using ClientAssociation association = await opening;
        Task<StoreResponse> storing = association.StoreAsync(Instance("1.2"), default);
        CommandSet command = (await peer.ReceiveStoreAsync()).Command;
        await peer.SendCommandAsync(1, command.Respond(DimseStatus.Success));
        await peer.SendCommandAsync(1, command.Respond(DimseStatus.Success));
        Assert.Equal(DimseStatus.Success, (await storing).Status);
        await peer.ReceiveAsync(PduType.Abort);
        await Assert.ThrowsAsync<DicomProtocolException>(() => association.StoreAsync(Instance("1.3"), default));
    }

    [Fact]
    public async Task A_cancelled_store_aborts_the_association()
    {
        await using ScriptedPeer peer = await Run(p => p.AcceptAsync(), out Task<ClientAssociation> opening);
        await using ClientAssociation association = await opening;
        using CancellationTokenSource cancelled = new();
        Task<StoreResponse> storing = association.StoreAsync(Instance("1.2"), cancelled.Token);
        await peer.ReceiveStoreAsync();
        await cancelled.CancelAsync();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => storing);
        await peer.ReceiveAsync(PduType.Abort);
    }

    [Fact]
    public async Task An_instance_that_cannot_be_read_is_our_failure_not_the_peers()
    {
        await using ScriptedPeer peer = await Run(p => p.AcceptAsync(), out Task<ClientAssociation> opening);
        await using ClientAssociation association = await opening;
        await Assert.ThrowsAsync<ObjectDisposedException>(() => association.StoreAsync(Instance("1.2") with { DataSet = Closed() }, default));
        await peer.ReceiveAsync(PduType.Abort);
    }

    [Fact]
    public async Task A_peer_that_takes_the_connection_and_says_nothing_is_given_up_in_time()
    {
        _options = _options with { AssociationTimeout = TimeSpan.FromMilliseconds(200) };
        await Assert.ThrowsAsync<AssociationTimeoutException>(() => OpenAsync());
    }

    [Fact]
    public async Task Asking_for_an_association_and_releasing_it_can_be_cancelled()
    {
        using CancellationTokenSource cancelled = new();
        Task<ClientAssociation> asking = new DicomClient(_options).RequestAsync(Address, [s_ct], cancelled.Token);
        await using (ScriptedPeer silent = new(new NetworkStream(await _listener.AcceptSocketAsync(), ownsSocket: true)))
        {
            await silent.ReceiveAsync(PduType.AssociateRequest);
            await cancelled.CancelAsync();
            await Assert.ThrowsAnyAsync<OperationCanceledException>(() => asking);
        }

        using CancellationTokenSource cancelledAgain = new();
        await using ScriptedPeer peer = await Run(p => p.AcceptAsync(), out Task<ClientAssociation> opening);
        await using ClientAssociation association = await opening;
        Task releasing = association.ReleaseAsync(cancelledAgain.Token);
        await peer.ReceiveAsync(PduType.ReleaseRequest);
        await cancelledAgain.CancelAsync();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => releasing);
        await peer.ReceiveAsync(PduType.Abort); // nothing hangs on a peer that does not answer
    }

    [Fact]
    public async Task A_closed_port_and_an_unknown_name_are_unreachable_and_transient()
    {
        PeerAddress closed = Address;
        _listener.Stop();
        PeerUnreachableException e = await Assert.ThrowsAsync<PeerUnreachableException>(() => OpenAsync(closed));
        Assert.Contains("connection refused", e.Message, StringComparison.Ordinal);
        Assert.True(e.IsTransient);
    }

    public void Dispose() => _listener.Dispose();

    private async Task ExpectStoreFailureAsync<TException>(Func<ScriptedPeer, CommandSet, Task> instead)
        where TException : DicomNetworkException
    {
        await using ScriptedPeer peer = await Run(p => p.AcceptAsync(), out Task<ClientAssociation> opening);
        await using ClientAssociation association = await opening;
        Task<StoreResponse> storing = association.StoreAsync(Instance("1.2"), default);
        CommandSet command = (await peer.ReceiveStoreAsync()).Command;
        await instead(peer, command);
        TException e = await Assert.ThrowsAsync<TException>(() => storing);
        Assert.True(e.IsTransient);
        await Assert.ThrowsAnyAsync<DicomNetworkException>(() => association.StoreAsync(Instance("1.3"), default));
    }

    private Task<ScriptedPeer> Run(Func<ScriptedPeer, Task> script, out Task<ClientAssociation> opening)
    {
        opening = OpenAsync();
        return AcceptAsync();

        async Task<ScriptedPeer> AcceptAsync()
        {
            ScriptedPeer peer = new(new NetworkStream(await _listener.AcceptSocketAsync(), ownsSocket: true));
            await script(peer);
            return peer;
        }
    }

    private Task<ClientAssociation> OpenAsync(PeerAddress? address = null) => new DicomClient(_options).RequestAsync(address ?? Address, [s_ct], default);

    private InstanceSource Instance(string uid) => new(Uids.CtImageStorage, uid, Uids.ExplicitVrLittleEndian, new MemoryStream(_dataSet));

    private static MemoryStream Closed()
    {
        MemoryStream stream = new();
        stream.Dispose();
        return stream;
    }

    private sealed class OneWay(byte[] bytes) : MemoryStream(bytes)
    {
        public override bool CanSeek => false;
    }
}
