using DicomNode.Configuration;
using Xunit;

namespace DicomNode.Tests.Configuration;

public class ListenerLimitsTests
{
    [Theory]
    [InlineData(64, false, 48, 0)]
    [InlineData(64, true, 48, 16)]
    [InlineData(1, true, 1, 0)]
    [InlineData(5, true, 4, 1)]
    public void Without_own_figures_nobody_takes_all_places_and_peers_keep_some_from_strangers(int places, bool strangers, int perCaller, int reserved)
    {
        ListenerLimits limits = ListenerLimits.Of(new() { Listener = new() { MaxAssociations = places }, AcceptUnknownPeers = strangers });
        Assert.Equal(new ListenerLimits(perCaller, perCaller, reserved), limits);
    }

    [Fact]
    public void Own_figures_hold() => Assert.Equal(
        new ListenerLimits(10, 20, 0),
        ListenerLimits.Of(new() { Listener = new() { MaxAssociationsPerAeTitle = 10, MaxAssociationsPerAddress = 20, ReservedForPeers = 0 }, AcceptUnknownPeers = true }));
}
