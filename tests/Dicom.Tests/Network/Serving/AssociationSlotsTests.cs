using System.Net;
using DicomNode.Dicom.Network;
using DicomNode.Dicom.Network.Serving;
using Xunit;

namespace DicomNode.Dicom.Tests.Network.Serving;

/// <summary>PS3.8 knows one answer, 2/3/2; who gets it is decided here.</summary>
public class AssociationSlotsTests
{
    private readonly HandMovedClock _clock = new();

    [Fact]
    public async Task One_calling_AE_title_cannot_take_the_places_of_others()
    {
        AssociationSlots slots = Slots(new() { MaxAssociations = 4, MaxAssociationsPerAeTitle = 2 });
        await EnterAsync(slots, new("A", 1), new("A", 2));
        Assert.Equal(AssociationLimit.AeTitle, await RejectedAsync(slots, new("A", 3)));
        await EnterAsync(slots, new Holder("B", 1), new Holder("C", 1));
        Assert.Equal(AssociationLimit.All, await RejectedAsync(slots, new("D", 1)));
    }

    [Fact]
    public async Task One_address_cannot_take_the_places_of_others()
    {
        AssociationSlots slots = Slots(new() { MaxAssociations = 4, MaxAssociationsPerAddress = 2 });
        await EnterAsync(slots, new("A", 1), new("B", 1));
        Assert.Equal(AssociationLimit.Address, await RejectedAsync(slots, new("C", 1)));
        await EnterAsync(slots, new Holder("C", 2));
    }

    [Fact]
    public async Task Strangers_leave_the_reserved_places_to_known_peers()
    {
        AssociationSlots slots = Slots(new() { MaxAssociations = 3, ReservedForKnownPeers = 1 });
        await EnterAsync(slots, new("X", 1), new("Y", 1));
        Assert.Equal(AssociationLimit.Reserved, await RejectedAsync(slots, new("Z", 1)));
        await EnterAsync(slots, new Holder("PACS", 1) { Known = true });
        Assert.Equal(AssociationLimit.All, await RejectedAsync(slots, new("PACS", 1) { Known = true }));
    }

    [Fact]
    public async Task Known_peers_may_take_all_the_places_and_are_not_counted_as_strangers()
    {
        AssociationSlots slots = Slots(new() { MaxAssociations = 3, ReservedForKnownPeers = 1 });
        await EnterAsync(slots, new("P", 1) { Known = true }, new("Q", 1) { Known = true });
        await EnterAsync(slots, new Holder("X", 1));
        Assert.Equal(AssociationLimit.All, await RejectedAsync(slots, new("P", 1) { Known = true }));
    }

    [Fact]
    public async Task The_slowest_under_the_limit_in_the_way_gives_its_place()
    {
        AssociationSlots slots = Slots(new() { MaxAssociations = 4, MaxAssociationsPerAeTitle = 2 });
        Holder slow = new("A", 1) { SlowFor = TimeSpan.FromSeconds(2) }, slower = new("A", 1) { SlowFor = TimeSpan.FromSeconds(3) };
        Holder slowest = new("B", 1) { SlowFor = TimeSpan.FromSeconds(9) }; // its place would not help an A
        await EnterAsync(slots, slow, slower, slowest);
        await EnterAsync(slots, new Holder("A", 1));
        Assert.Equal([false, true, false], [slow.GaveWay, slower.GaveWay, slowest.GaveWay]);
    }

    [Fact]
    public async Task Who_sends_ahead_of_the_answers_gives_way_first_and_at_once()
    {
        AssociationSlots slots = Slots(new() { MaxAssociations = 2 });
        Holder slow = new("A", 1) { SlowFor = TimeSpan.FromSeconds(9) }, ahead = new("B", 1) { SentAhead = true };
        await EnterAsync(slots, slow, ahead);
        await EnterAsync(slots, new Holder("C", 1));
        Assert.Equal([false, true], [slow.GaveWay, ahead.GaveWay]);
    }

    [Fact]
    public async Task A_place_that_becomes_free_goes_to_the_first_that_fits()
    {
        AssociationSlots slots = Slots(new() { MaxAssociations = 3, MaxAssociationsPerAeTitle = 2 });
        Holder first = new("A", 1), second = new("A", 1), other = new("B", 1);
        await EnterAsync(slots, first, second, other);
        Task<AssociationLimit?> third = slots.TakeAsync(new Holder("A", 1), default).AsTask(), fourth = slots.TakeAsync(new Holder("C", 1), default).AsTask();
        slots.Free(other); // an A would be the third of its title
        Assert.Null(await fourth.WaitAsync(ScriptedPeer.Patience));
        Assert.False(third.IsCompleted);
        slots.Free(first);
        Assert.Null(await third.WaitAsync(ScriptedPeer.Patience));
    }

    [Fact]
    public async Task A_newcomer_is_told_within_a_second_that_there_is_no_place()
    {
        AssociationSlots slots = Slots(new() { MaxAssociations = 1 });
        await EnterAsync(slots, new Holder("A", 1));
        Task<AssociationLimit?> waiting = slots.TakeAsync(new Holder("B", 1), default).AsTask();
        Assert.False(waiting.IsCompleted);
        _clock.Advance(TimeSpan.FromSeconds(1));
        Assert.Equal(AssociationLimit.All, await waiting.WaitAsync(ScriptedPeer.Patience));
    }

    [Fact]
    public async Task A_newcomer_that_leaves_while_it_waits_takes_no_place()
    {
        AssociationSlots slots = Slots(new() { MaxAssociations = 1 });
        Holder first = new("A", 1);
        await EnterAsync(slots, first);
        using CancellationTokenSource gone = new();
        Task waiting = slots.TakeAsync(new Holder("B", 1), gone.Token).AsTask();
        await gone.CancelAsync();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => waiting);
        slots.Free(first);
        await EnterAsync(slots, new Holder("C", 1));
    }

    [Fact]
    public void Pending_connections_are_counted_for_all_and_for_each_address()
    {
        PendingConnections pending = new(3, 2);
        using IDisposable? a = pending.TryEnter(Address(1)), b = pending.TryEnter(Address(1)), c = pending.TryEnter(Address(2));
        Assert.Equal([true, true, true], [a is not null, b is not null, c is not null]);
        Assert.Null(pending.TryEnter(Address(1)));
        Assert.Null(pending.TryEnter(Address(3)));
        c!.Dispose();
        c.Dispose(); // twice is once
        Assert.Equal(2, pending.Count);
        Assert.Null(pending.TryEnter(Address(1)));
        Assert.NotNull(pending.TryEnter(Address(3)));
    }

    private AssociationSlots Slots(DicomServerOptions options) => new(options, _clock);

    private static async Task EnterAsync(AssociationSlots slots, params Holder[] holders)
    {
        foreach (Holder holder in holders)
        {
            Assert.Null(await slots.TakeAsync(holder, default).AsTask().WaitAsync(ScriptedPeer.Patience));
        }
    }

    private async Task<AssociationLimit?> RejectedAsync(AssociationSlots slots, Holder holder)
    {
        Task<AssociationLimit?> taking = slots.TakeAsync(holder, default).AsTask();
        _clock.Advance(TimeSpan.FromSeconds(1));
        return await taking.WaitAsync(ScriptedPeer.Patience);
    }

    private static IPAddress Address(byte last) => new([10, 0, 0, last]);

    private sealed class Holder(string title, byte address) : ISlotHolder
    {
        public bool Known { get; init; }

        public SlotClaim Claim => new(title, Address(address), Known);

        public TimeSpan SlowFor { get; init; }

        public bool SentAhead { get; init; }

        public bool GaveWay { get; private set; }

        public void GiveWay() => GaveWay = true;
    }
}
