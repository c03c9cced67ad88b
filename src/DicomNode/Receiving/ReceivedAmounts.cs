namespace DicomNode.Receiving;

/// <summary>How much was received of late, by the second.</summary>
internal sealed class ReceivedAmounts(TimeProvider clock)
{
    private const int Seconds = 3600;
    private readonly Lock _gate = new();
    private readonly (long Second, int Instances, long Bytes)[] _ring = new (long, int, long)[Seconds];

    public void Add(long bytes)
    {
        long now = Second;
        lock (_gate)
        {
            ref (long Second, int Instances, long Bytes) slot = ref _ring[now % Seconds];
            slot = slot.Second == now ? (now, slot.Instances + 1, slot.Bytes + bytes) : (now, 1, bytes);
        }
    }

    /// <param name="span">At most an hour, the second under way included.</param>
    public (int Instances, long Bytes) Within(TimeSpan span)
    {
        long after = Second - (long)span.TotalSeconds;
        int instances = 0;
        long bytes = 0;
        lock (_gate)
        {
            foreach ((long second, int count, long size) in _ring)
            {
                if (second > after)
                {
                    (instances, bytes) = (instances + count, bytes + size);
                }
            }
        }

        return (instances, bytes);
    }

    private long Second => clock.GetUtcNow().ToUnixTimeSeconds();
}
