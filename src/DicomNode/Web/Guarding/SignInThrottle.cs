using System.Net;
using System.Net.Sockets;

namespace DicomNode.Web.Guarding;

/// <summary>
/// Makes guessing slow: after some failures each further one costs twice the wait of the one before. Counted for an account from one address, for an address, and, with a short wait,
/// for an account from everywhere, so that many addresses gain little and nobody can lock somebody else out for long.
/// </summary>
internal sealed class SignInThrottle(TimeProvider clock)
{
    private const int MaxRemembered = 10_000;
    private static readonly TimeSpan s_forgetAfter = TimeSpan.FromHours(1);
    private readonly Lock _gate = new();
    private readonly Dictionary<string, Entry> _failures = new(StringComparer.OrdinalIgnoreCase);

    /// <summary>Before a password is looked at: counts the attempt as failed until <see cref="Succeeded"/>, so that attempts at one time do not slip through.</summary>
    /// <returns>How long to wait first, and then nothing was counted; null: go on.</returns>
    public TimeSpan? Begin(string account, IPAddress address)
    {
        lock (_gate)
        {
            Forget();
            Limit[] limits = Limits(account, address);
            TimeSpan wait = limits.Max(Left);
            if (wait > TimeSpan.Zero)
            {
                return wait;
            }

            foreach (Limit limit in limits)
            {
                _failures[limit.Key] = new(_failures.GetValueOrDefault(limit.Key).Count + 1, clock.GetTimestamp());
            }

            return null;
        }
    }

    public void Succeeded(string account, IPAddress address)
    {
        lock (_gate)
        {
            foreach (Limit limit in Limits(account, address))
            {
                Entry entry = _failures.GetValueOrDefault(limit.Key);
                if (limit.IsEndedBySuccess || entry.Count <= 1)
                {
                    _failures.Remove(limit.Key);
                }
                else
                {
                    _failures[limit.Key] = entry with { Count = entry.Count - 1 }; // this one was none
                }
            }
        }
    }

    private static Limit[] Limits(string account, IPAddress address)
    {
        string from = Network(address);
        return
        [
            new($"{account}\n{from}", 5, TimeSpan.FromMinutes(15), IsEndedBySuccess: true),
            new($"\n{from}", 20, TimeSpan.FromMinutes(15), IsEndedBySuccess: false),
            new($"{account}\n", 50, TimeSpan.FromSeconds(30), IsEndedBySuccess: false),
        ];
    }

    /// <summary>Somebody with IPv6 has a whole /64.</summary>
    private static string Network(IPAddress address)
    {
        address = address.IsIPv4MappedToIPv6 ? address.MapToIPv4() : address;
        return address.AddressFamily == AddressFamily.InterNetworkV6 ? Convert.ToHexString(address.GetAddressBytes().AsSpan(0, 8)) : address.ToString();
    }

    private TimeSpan Left(Limit limit)
    {
        Entry entry = _failures.GetValueOrDefault(limit.Key);
        if (entry.Count < limit.Free)
        {
            return TimeSpan.Zero;
        }

        TimeSpan wait = TimeSpan.FromSeconds(Math.Min(Math.Pow(2, Math.Min(entry.Count - limit.Free, 20)), limit.Longest.TotalSeconds));
        return wait - clock.GetElapsedTime(entry.LastAt);
    }

    private void Forget()
    {
        if (_failures.Count > MaxRemembered)
        {
            foreach (string old in _failures.Where(f => clock.GetElapsedTime(f.Value.LastAt) > s_forgetAfter).Select(f => f.Key).ToList())
            {
                _failures.Remove(old);
            }

            foreach (string oldest in _failures.OrderBy(f => f.Value.LastAt).Take(_failures.Count - MaxRemembered).Select(f => f.Key).ToList())
            {
                _failures.Remove(oldest);
            }
        }
    }

    private readonly record struct Entry(int Count, long LastAt);

    /// <param name="Free">So many failures cost nothing.</param>
    private sealed record Limit(string Key, int Free, TimeSpan Longest, bool IsEndedBySuccess);
}
