using DicomNode.Dicom.Network.Associations;
using Xunit;

namespace DicomNode.Dicom.Tests.Network.Associations;

public class PeerPaceTests
{
    private readonly HandMovedClock _clock = new();

    [Fact]
    public void A_peer_at_the_minimum_rate_is_never_slow_and_one_at_a_byte_a_second_is()
    {
        PeerPace good = new(_clock, 1000), bad = new(_clock, 1000);
        for (int second = 0; second < 60; second++)
        {
            good.Begin();
            bad.Begin();
            _clock.Advance(TimeSpan.FromSeconds(1));
            good.End(1000);
            bad.End(1);
        }

        good.Begin();
        bad.Begin();
        Assert.Equal(0, good.SlowFor.TotalSeconds, 3);
        Assert.InRange(bad.SlowFor.TotalSeconds, 59, 60);
    }

    [Fact]
    public void Time_in_which_nobody_waits_for_the_peer_does_not_count()
    {
        PeerPace pace = new(_clock, 1000);
        pace.Begin();
        pace.End(0);
        _clock.Advance(TimeSpan.FromMinutes(10)); // our disk
        Assert.Equal(TimeSpan.Zero, pace.SlowFor);
        pace.Begin();
        Assert.Equal(TimeSpan.Zero, pace.SlowFor);
    }

    [Fact]
    public void While_the_peer_owes_nothing_only_what_it_does_not_take_counts()
    {
        PeerPace pace = new(_clock, 1000);
        pace.Begin(); // a read that waits for a C-CANCEL which need not come
        _clock.Advance(TimeSpan.FromSeconds(30));
        Assert.Equal(TimeSpan.Zero, pace.TakesSlowlyFor);
        pace.BeginTaking();
        _clock.Advance(TimeSpan.FromSeconds(5));
        Assert.Equal(5, pace.TakesSlowlyFor.TotalSeconds, 3);
        pace.EndTaking(100_000);
        Assert.Equal(TimeSpan.Zero, pace.TakesSlowlyFor);
    }
}
