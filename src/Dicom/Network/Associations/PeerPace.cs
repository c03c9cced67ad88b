namespace DicomNode.Dicom.Network.Associations;

/// <summary>How long a peer has been too slow. Waiting for it counts up; every byte that moves counts down, at the minimum rate.</summary>
/// <remarks>Time in our own handler does not count: nobody waits for the peer then.</remarks>
internal sealed class PeerPace(TimeProvider clock, int minimumBytesPerSecond)
{
    private readonly Lock _gate = new();
    private double _slowSeconds;
    private int _waits;
    private long _waitingSince;

    /// <summary>Zero for a peer at or over the minimum rate, and while nobody waits for it.</summary>
    public TimeSpan SlowFor
    {
        get
        {
            lock (_gate)
            {
                return _waits > 0 ? TimeSpan.FromSeconds(_slowSeconds + Waited()) : TimeSpan.Zero;
            }
        }
    }

    /// <summary>We wait for the peer: to send something, or to take something.</summary>
    public void Begin()
    {
        lock (_gate)
        {
            if (_waits++ == 0)
            {
                _waitingSince = clock.GetTimestamp();
            }
        }
    }

    /// <summary>The wait is over; so many bytes moved.</summary>
    public void End(int bytes)
    {
        lock (_gate)
        {
            _slowSeconds = Math.Max(0, _slowSeconds + Waited() - ((double)bytes / minimumBytesPerSecond));
            _waits--;
            _waitingSince = clock.GetTimestamp();
        }
    }

    /// <summary>What was slow before is forgotten: a message begins after a pause that was allowed.</summary>
    public void Restart()
    {
        lock (_gate)
        {
            _slowSeconds = 0;
            _waitingSince = clock.GetTimestamp();
        }
    }

    private double Waited() => _waits > 0 ? clock.GetElapsedTime(_waitingSince).TotalSeconds : 0;
}
