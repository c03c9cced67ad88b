using System.Net;
using DicomNode.Configuration;
using DicomNode.Testing;
using DicomNode.Web.Guarding;
using Microsoft.Extensions.Logging.Abstractions;
using Xunit;

namespace DicomNode.DicomNode.Tests.Web;

public sealed class PasswordCheckTests : IDisposable
{
    private static readonly IPAddress s_address = IPAddress.Parse("192.0.2.1");
    private readonly TempFolder _folder = new();
    private readonly HandClock _clock = new();
    private readonly PasswordCheck _check;

    public PasswordCheckTests()
    {
        string file = _folder.Combine("accounts.json");
        AccountFile.Write(file, [Account.Of("ann", AccessRole.See, GuardedNode.Password)]);
        AccountDirectory accounts = new(new NodeOptions { Http = new() { Accounts = file } }, NullLogger<AccountDirectory>.Instance);
        _check = new(accounts, new SignInThrottle(_clock), _clock, NullLogger<PasswordCheck>.Instance);
    }

    [Theory]
    [InlineData("ann")]
    [InlineData("nobody")]
    public async Task After_too_many_failures_not_even_the_right_password_is_looked_at_until_the_wait_is_over(string name)
    {
        for (int i = 0; i < 5; i++)
        {
            Assert.Equal((null, null), await CheckAsync(name, "wrong"));
        }

        (Account? account, TimeSpan? wait) = await CheckAsync(name, GuardedNode.Password);
        Assert.Equal((null, TimeSpan.FromSeconds(1)), (account, wait));

        _clock.Advance(TimeSpan.FromSeconds(1));
        Assert.Equal(name == "ann", (await CheckAsync(name, GuardedNode.Password)).Account is not null);
    }

    [Fact]
    public async Task A_script_that_sends_the_right_password_again_and_again_is_never_slowed_down()
    {
        for (int i = 0; i < 60; i++)
        {
            Assert.NotNull((await CheckAsync("Ann", GuardedNode.Password)).Account);
        }
    }

    public void Dispose()
    {
        _check.Dispose();
        _folder.Dispose();
    }

    private Task<(Account? Account, TimeSpan? Wait)> CheckAsync(string name, string password) => _check.CheckAsync(name, password, s_address, CancellationToken.None);
}
