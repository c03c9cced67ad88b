using System.Net;

namespace DicomNode.Receiving;

/// <summary>
/// How many lines about trouble an address may cause: a number at once, then some more each minute. What a hostile or broken peer does after that is
/// counted and told in one line a minute. Peers that behave need nothing of it.
/// </summary>
internal sealed class LogBudget(TimeProvider clock, ILogger<LogBudget> logger)
{
    public const int AtOnce = 60;
    public const int EachMinute = 20;

    /// <summary>More addresses than this share one budget, so that many of them take no memory.</summary>
    private const int MaxAddresses = 1024;

    private static readonly TimeSpan s_minute = TimeSpan.FromMinutes(1);
    private readonly Lock _gate = new();
    private readonly Dictionary<IPAddress, Account> _accounts = [];

    /// <summary>Takes one line; false: do not write it.</summary>
    public bool MayTell(IPAddress address)
    {
        bool may;
        int untold;
        lock (_gate)
        {
            Account account = Find(address);
            untold = account.Report(clock);
            may = account.TryTake(clock);
        }

        if (untold > 0)
        {
            ReceivingLog.TroubleNotTold(logger, untold, address);
        }

        return may;
    }

    /// <summary>The address has used up what it may cause.</summary>
    public bool IsSpent(IPAddress address)
    {
        lock (_gate)
        {
            return _accounts.TryGetValue(address, out Account? account) && account.IsSpent(clock);
        }
    }

    private Account Find(IPAddress address)
    {
        if (_accounts.TryGetValue(address, out Account? account))
        {
            return account;
        }

        if (_accounts.Count >= MaxAddresses)
        {
            foreach (IPAddress quiet in _accounts.Where(a => a.Value.IsFull(clock)).Select(a => a.Key).ToArray())
            {
                _accounts.Remove(quiet);
            }

            address = _accounts.Count >= MaxAddresses ? IPAddress.None : address;
        }

        return _accounts.TryGetValue(address, out account) ? account : _accounts[address] = new(clock.GetTimestamp());
    }

    private sealed class Account(long now)
    {
        private long _refilled = now;
        private long _reported = now;

        private double _lines = AtOnce;
        private int _untold;

        public bool TryTake(TimeProvider clock)
        {
            _lines = Available(clock);
            _refilled = clock.GetTimestamp();
            if (_lines < 1)
            {
                _untold++;
                return false;
            }

            _lines--;
            return true;
        }

        public bool IsSpent(TimeProvider clock) => Available(clock) < 1;

        public bool IsFull(TimeProvider clock) => _untold == 0 && Available(clock) >= AtOnce;

        /// <summary>What has not been told, once a minute.</summary>
        public int Report(TimeProvider clock)
        {
            if (_untold == 0 || clock.GetElapsedTime(_reported) < s_minute)
            {
                return 0;
            }

            int untold = _untold;
            _untold = 0;
            _reported = clock.GetTimestamp();
            return untold;
        }

        private double Available(TimeProvider clock) => Math.Min(AtOnce, _lines + (clock.GetElapsedTime(_refilled).TotalMinutes * EachMinute));
    }
}
