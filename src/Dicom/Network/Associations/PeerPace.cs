namespace DicomNode.Dicom.Network.Associations;

/// <summary>How long a peer has been too slow. Waiting for it counts up; every byte that moves counts down, at the minimum rate.</summary>
/// <remarks>Time in our own handler does not count: nobody waits for the peer then.</remarks>
internal sealed class PeerPace(TimeProvider clock, int minimumBytesPerSecond)
{
    private readonly Lock _gate = new();
    private readonly Meter _all = new(clock, minimumBytesPerSecond), _taking = new(clock, minimumBytesPerSecond);

    /// <summary>Zero for a peer at or over the minimum rate, and while nobody waits for it.</summary>
    public TimeSpan SlowFor
    {
        get
        {
            lock (_gate)
            {
                return _all.SlowFor;
            }
        }
    }

    /// <summary>As <see cref="SlowFor"/>, of what the peer should take only: while it owes us nothing but that.</summary>
    public TimeSpan TakesSlowlyFor
    {
        get
        {
            lock (_gate)
            {
                return _taking.SlowFor;
            }
        }
    }

    /// <summary>We wait for the peer to send something.</summary>
    public void Begin()
    {
        lock (_gate)
        {
            _all.Begin();
        }
    }

    /// <summary>The wait is over; so many bytes came.</summary>
    public void End(int bytes)
    {
        lock (_gate)
        {
            _all.End(bytes);
        }
    }

    /// <summary>We wait for the peer to take something.</summary>
    public void BeginTaking()
    {
        lock (_gate)
        {
            _all.Begin();
            _taking.Begin();
        }
    }

    /// <summary>The wait is over; so many bytes were taken.</summary>
    public void EndTaking(int bytes)
    {
        lock (_gate)
        {
            _all.End(bytes);
            _taking.End(bytes);
        }
    }

    /// <summary>What was slow before is forgotten: a message begins after a pause that was allowed.</summary>
    public void Restart()
    {
        lock (_gate)
        {
            _all.Restart();
            _taking.Restart();
        }
    }

    private sealed class Meter(TimeProvider clock, int minimumBytesPerSecond)
    {
        private double _slowSeconds;
        private int _waits;
        private long _waitingSince;

        public TimeSpan SlowFor => _waits > 0 ? TimeSpan.FromSeconds(_slowSeconds + Waited()) : TimeSpan.Zero;

        public void Begin()
        {
            if (_waits++ == 0)
            {
                _waitingSince = clock.GetTimestamp();
            }
        }

        public void End(int bytes)
        {
            _slowSeconds = Math.Max(0, _slowSeconds + Waited() - ((double)bytes / minimumBytesPerSecond));
            _waits--;
            _waitingSince = clock.GetTimestamp();
        }

        public void Restart()
        {
            _slowSeconds = 0;
            _waitingSince = clock.GetTimestamp();
        }

        private double Waited() => _waits > 0 ? clock.GetElapsedTime(_waitingSince).TotalSeconds : 0;
    }
}
