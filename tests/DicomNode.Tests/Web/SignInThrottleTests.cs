using System.Net;
using DicomNode.Web.Guarding;
using Xunit;

namespace DicomNode.DicomNode.Tests.Web;

public class SignInThrottleTests
{
    private static readonly IPAddress s_one = IPAddress.Parse("192.0.2.1"), s_other = IPAddress.Parse("192.0.2.2");
    private readonly HandClock _clock = new();
    private readonly SignInThrottle _throttle;

    public SignInThrottleTests() => _throttle = new(_clock);

    [Fact]
    public void The_wait_doubles_with_each_failure_up_to_a_quarter_of_an_hour()
    {
        Fail(5, "ann", s_one);
        List<double> waits = [];
        for (int i = 0; i < 12; i++)
        {
            TimeSpan wait = Assert.NotNull(_throttle.Begin("ann", s_one));
            waits.Add(wait.TotalSeconds);
            _clock.Advance(wait);
            Assert.Null(_throttle.Begin("ANN", s_one));
        }

        Assert.Equal([1, 2, 4, 8, 16, 32, 64, 128, 256, 512, 900, 900], waits);
    }

    [Fact]
    public void Waiting_attempts_do_not_make_the_wait_longer()
    {
        Fail(5, "ann", s_one);
        for (int i = 0; i < 100; i++)
        {
            Assert.NotNull(_throttle.Begin("ann", s_one));
        }

        _clock.Advance(TimeSpan.FromSeconds(1));
        Assert.Null(_throttle.Begin("ann", s_one));
    }

    [Fact]
    public void An_account_is_slow_for_the_address_that_guesses_and_not_for_others()
    {
        Fail(5, "ann", s_one);

        Assert.NotNull(_throttle.Begin("ann", s_one));
        Assert.Null(_throttle.Begin("ann", s_other));
        Assert.Null(_throttle.Begin("bob", s_one));
    }

    [Fact]
    public void An_address_that_tries_many_names_is_slowed_down_and_so_is_an_account_that_many_addresses_try()
    {
        for (int i = 0; i < 20; i++)
        {
            Assert.Null(_throttle.Begin($"name{i}", s_one));
        }

        Assert.NotNull(_throttle.Begin("one more", s_one));
        for (int i = 0; i < 50; i++)
        {
            Assert.Null(_throttle.Begin("ann", IPAddress.Parse($"198.51.100.{i}")));
        }

        Assert.NotNull(_throttle.Begin("ann", s_other));
    }

    [Fact]
    public void Who_gets_in_begins_anew_and_one_network_of_IPv6_is_one_address()
    {
        Fail(4, "ann", s_one);
        Assert.Null(_throttle.Begin("ann", s_one));
        _throttle.Succeeded("ann", s_one);
        Fail(5, "ann", s_one);

        for (int i = 0; i < 5; i++)
        {
            Assert.Null(_throttle.Begin("bob", IPAddress.Parse($"2001:db8::{i}")));
        }

        Assert.NotNull(_throttle.Begin("bob", IPAddress.Parse("2001:db8::ffff")));
    }

    private void Fail(int times, string account, IPAddress address)
    {
        for (int i = 0; i < times; i++)
        {
            Assert.Null(_throttle.Begin(account, address));
        }
    }
}
