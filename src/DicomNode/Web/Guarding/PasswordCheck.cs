using System.Collections.Concurrent;
using System.Net;
using System.Security.Cryptography;
using System.Text;

namespace DicomNode.Web.Guarding;

/// <summary>Whether a name and a password are an account's. Wrong ones take as long as unknown names, and more and more of them are slowed down.</summary>
internal sealed class PasswordCheck(AccountDirectory accounts, SignInThrottle throttle, TimeProvider clock, ILogger<PasswordCheck> logger) : IDisposable
{
    public const int LongestPassword = 1024;

    private const int MaxRemembered = 1000;

    /// <summary>A script sends its password with each request: so long a right one is not derived again, which takes a core a tenth of a second.</summary>
    private static readonly TimeSpan s_remembered = TimeSpan.FromMinutes(5);

    private readonly byte[] _key = RandomNumberGenerator.GetBytes(32);
    private readonly ConcurrentDictionary<string, (string Stamp, long At)> _verified = [];
    private readonly SemaphoreSlim _atOnce = new(Math.Max(1, Environment.ProcessorCount / 2)); // guessing should not take the cores from the models

    /// <returns>The account, or null and, where too many attempts failed, how long to wait.</returns>
    public async Task<(Account? Account, TimeSpan? Wait)> CheckAsync(string name, string password, IPAddress address, CancellationToken cancellationToken)
    {
        Account? account = accounts.Find(name);
        string proof = Convert.ToHexString(HMACSHA512.HashData(_key, Encoding.UTF8.GetBytes($"{name}\n{password}")));
        if (account is not null && _verified.TryGetValue(proof, out var known) && known.Stamp == account.Stamp && clock.GetElapsedTime(known.At) < s_remembered)
        {
            return (account, null);
        }

        if (throttle.Begin(name, address) is TimeSpan wait)
        {
            GuardingLog.SlowedDown(logger, address, wait);
            return (null, wait);
        }

        if (!await VerifyAsync(password, account, cancellationToken))
        {
            GuardingLog.SignInFailed(logger, account?.Name ?? "a name without an account", address); // what was typed could be a password
            return (null, null);
        }

        throttle.Succeeded(name, address);
        Remember(proof, account!);
        return (account, null);
    }

    public void Dispose() => _atOnce.Dispose();

    private async Task<bool> VerifyAsync(string password, Account? account, CancellationToken cancellationToken)
    {
        await _atOnce.WaitAsync(cancellationToken);
        try
        {
            return await Task.Run(() => PasswordHash.Verify(password.Length <= LongestPassword ? password : "", account?.Password), cancellationToken);
        }
        finally
        {
            _atOnce.Release();
        }
    }

    private void Remember(string proof, Account account)
    {
        if (_verified.Count >= MaxRemembered)
        {
            _verified.Clear();
        }

        _verified[proof] = (account.Stamp, clock.GetTimestamp());
    }
}
