namespace DicomNode.Sending;

/// <summary>When a failed delivery is tried again: exponential backoff with jitter, between a first and a longest delay.</summary>
internal static class RetrySchedule
{
    /// <param name="attempts">Attempts made so far, at least 1.</param>
    /// <param name="first">The delay after the first failure.</param>
    /// <param name="longest">No delay is longer.</param>
    /// <param name="jitter">0 … 1; the delay is spread over the upper half of its length, so that queues do not retry in step.</param>
    public static TimeSpan DelayAfter(int attempts, TimeSpan first, TimeSpan longest, double jitter)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(attempts, 1);
        double full = Math.Min(first.TotalSeconds * Math.Pow(2, Math.Min(attempts - 1, 30)), longest.TotalSeconds);
        return TimeSpan.FromSeconds((full / 2) + (full / 2 * jitter));
    }
}
