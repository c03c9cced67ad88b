namespace DicomNode.Web.Guarding;

/// <summary>So that a stranger does not fill the log: one line a minute.</summary>
internal sealed class Rarely(TimeProvider clock)
{
    private static readonly TimeSpan s_between = TimeSpan.FromMinutes(1);
    private readonly Lock _gate = new();
    private long? _lastAt;

    public bool May()
    {
        lock (_gate)
        {
            if (_lastAt is long at && clock.GetElapsedTime(at) < s_between)
            {
                return false;
            }

            _lastAt = clock.GetTimestamp();
            return true;
        }
    }
}
