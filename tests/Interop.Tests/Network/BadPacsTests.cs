using DicomNode.Dicom.Dictionary;
using DicomNode.Dicom.Network;
using DicomNode.Testing;
using Xunit;

namespace DicomNode.Interop.Tests.Network;

/// <summary>Our sender against an archive that misbehaves on order: what comes of each instance, and whether the queue would try again.</summary>
public sealed class BadPacsTests
{
    private const string Program = "faults/badpacs.py";
    private const string Stored = "0000H (success)";
    private static readonly DicomClient s_client = new(new() { AssociationTimeout = TimeSpan.FromSeconds(2), DimseTimeout = TimeSpan.FromSeconds(2), ConnectTimeout = TimeSpan.FromSeconds(2) });
    private static readonly ProposedContext[] s_contexts =
        [.. ProposedContext.OnePerTransferSyntax([Uids.CtImageStorage, Uids.SegmentationStorage], Uids.ExplicitVrLittleEndian, Uids.ImplicitVrLittleEndian)];

    [SharedTheory(Needs = Program)]
    [InlineData("reject:2/3/2", nameof(AssociationRejectedException), true)]
    [InlineData("reject:2/3/1", nameof(AssociationRejectedException), true)]
    [InlineData("reject:1/1/7", nameof(AssociationRejectedException), false)]
    [InlineData("reject:1/1/3", nameof(AssociationRejectedException), false)]
    [InlineData("abort", nameof(AssociationAbortedException), true)]
    [InlineData("close", nameof(ConnectionLostException), true)]
    [InlineData("hang", nameof(AssociationTimeoutException), true)]
    [InlineData("no-context", nameof(PresentationContextRefusedException), false)]
    [InlineData("no-seg", Stored, null)]
    [InlineData("stall:1", Stored, null)]
    public async Task An_association_that_does_not_come_about_says_whether_to_try_again(string plan, string outcome, bool? transient)
    {
        await using BadPacs pacs = await BadPacs.StartAsync("--assoc", plan);
        Assert.Equal((outcome, transient), (await StoreAsync(pacs)).Single());
    }

    [SharedTheory(Needs = Program)]
    [InlineData("A700, ok", "A700H (out of resources)", null, Stored, null)]
    [InlineData("C000, ok", "C000H (cannot understand)", null, Stored, null)]
    [InlineData("abort", nameof(AssociationAbortedException), true)]
    [InlineData("close", nameof(ConnectionLostException), true)]
    [InlineData("reset", nameof(ConnectionLostException), true)]
    [InlineData("half", nameof(ConnectionLostException), true)]
    [InlineData("mute", nameof(DimseTimeoutException), true)]
    [InlineData("lost-ack", nameof(ConnectionLostException), true)]
    [InlineData("wrong-id", nameof(DicomProtocolException), true)]
    [InlineData("twice", Stored, null, nameof(DicomProtocolException), true)] // the second answer is booked to no other instance
    [InlineData("late-abort", Stored, null, nameof(AssociationAbortedException), true)]
    [InlineData("stall:1, slow:200000", Stored, null, Stored, null)]
    public async Task An_instance_ends_as_what_the_peer_made_of_it(string plan, string first, bool? firstTransient, string? second = null, bool? secondTransient = null)
    {
        await using BadPacs pacs = await BadPacs.StartAsync("--store", plan);
        (string, bool?)[] expected = second is null ? [(first, firstTransient)] : [(first, firstTransient), (second, secondTransient)];
        Assert.Equal(expected, await StoreAsync(pacs, instances: expected.Length));
    }

    [SharedTheory(Needs = Program)]
    [InlineData(14)] // two bytes of data in each PDU's value… the shortest that makes sense
    [InlineData(129)]
    [InlineData(0)] // no limit
    public async Task No_pdu_is_longer_than_the_peer_takes(int maxPduLength)
    {
        await using BadPacs pacs = await BadPacs.StartAsync("--assoc", $"max-pdu:{maxPduLength}");
        Assert.Equal((Stored, null), (await StoreAsync(pacs, bytes: 3000)).Single());
        Assert.Contains("\"pdu_too_long\": 0", await pacs.StopAsync(), StringComparison.Ordinal);
    }

    [SharedFact(Needs = Program)]
    public async Task A_class_that_the_peer_refuses_is_named_and_the_other_is_stored_over_the_same_association()
    {
        await using BadPacs pacs = await BadPacs.StartAsync("--assoc", "no-seg");
        await using ClientAssociation association = await s_client.RequestAsync(pacs.Address, s_contexts, CancellationToken.None);
        PresentationContextRefusedException e = await Assert.ThrowsAsync<PresentationContextRefusedException>(
            () => association.StoreAsync(Instance("1.2.1", 200) with { SopClassUid = Uids.SegmentationStorage }, CancellationToken.None));
        Assert.Equal((Uids.SegmentationStorage, false), (e.SopClassUid, e.IsTransient));
        Assert.True((await association.StoreAsync(Instance("1.2.2", 200), CancellationToken.None)).Status.IsStored);
        await association.ReleaseAsync(CancellationToken.None);
    }

    [SharedFact(Needs = Program)]
    public async Task Many_instances_go_over_one_association()
    {
        await using BadPacs pacs = await BadPacs.StartAsync("--store", "ok");
        Assert.All(await StoreAsync(pacs, instances: 30), o => Assert.Equal((Stored, null), o));
        string summary = await pacs.StopAsync();
        Assert.Contains("\"associations\": 1,", summary, StringComparison.Ordinal);
        Assert.Contains("\"instances\": 30,", summary, StringComparison.Ordinal);
    }

    [SharedFact(Needs = Program)]
    public async Task A_port_that_is_bound_and_not_listened_on_is_unreachable_for_now()
    {
        await using BadPacs pacs = await BadPacs.StartAsync("--refuse-port");
        Assert.Equal((nameof(PeerUnreachableException), true), (await StoreAsync(pacs)).Single());
    }

    /// <summary>Over one association, until it is over.</summary>
    /// <returns>Of each instance that was tried: the status, or the exception and whether it is transient.</returns>
    private static async Task<IReadOnlyList<(string Outcome, bool? Transient)>> StoreAsync(BadPacs pacs, int instances = 1, int bytes = 60_000)
    {
        List<(string, bool?)> outcomes = [];
        try
        {
            await using ClientAssociation association = await s_client.RequestAsync(pacs.Address, s_contexts, CancellationToken.None);
            for (int i = 0; i < instances; i++)
            {
                StoreResponse response = await association.StoreAsync(Instance($"1.2.3.{i}", bytes), CancellationToken.None);
                outcomes.Add((response.Status.ToString(), null));
            }

            await association.ReleaseAsync(CancellationToken.None);
        }
        catch (DicomNetworkException e) when (outcomes.Count < instances)
        {
            outcomes.Add((e.GetType().Name, e.IsTransient));
        }

        return outcomes;
    }

    private static InstanceSource Instance(string uid, int bytes) => new(Uids.CtImageStorage, uid, Uids.ExplicitVrLittleEndian, new MemoryStream(new byte[bytes]));

    private sealed class BadPacs(ExternalProcess process, int port) : IAsyncDisposable
    {
        public PeerAddress Address { get; } = new("BADPACS", "127.0.0.1", port);

        public static async Task<BadPacs> StartAsync(params string[] arguments)
        {
            int port = FreePort.Next();
            ExternalProcess process = ExternalProcess.Start("/usr/bin/python3", [SharedData.Require(Program), "--port", $"{port}", .. arguments]);
            await process.WaitUntilReadyAsync(_ => Task.FromResult(process.Log.Contains("ready ", StringComparison.Ordinal)), TimeSpan.FromSeconds(30));
            return new(process, port);
        }

        /// <returns>Its summary.</returns>
        public async Task<string> StopAsync()
        {
            await process.TerminateAsync();
            await process.WaitForExitAsync(TimeSpan.FromSeconds(10));
            return process.Log;
        }

        public ValueTask DisposeAsync() => process.DisposeAsync();
    }
}
