namespace DicomNode.Observability.Exposition;

/// <summary>How many observations were in each bucket, and their sum.</summary>
/// <param name="bounds">Upper bounds, rising; one more bucket takes what is above.</param>
internal sealed class HistogramCell(IReadOnlyList<double> bounds) : Cell
{
    private readonly long[] _counts = new long[bounds.Count + 1];
    private double _sum;

    public double Sum => Volatile.Read(ref _sum);

    /// <summary>Observations up to each bound, then all of them.</summary>
    public long[] Cumulative()
    {
        long[] counts = new long[_counts.Length];
        long total = 0;
        for (int i = 0; i < counts.Length; i++)
        {
            counts[i] = total += Volatile.Read(ref _counts[i]);
        }

        return counts;
    }

    public override void Record(double value)
    {
        int bucket = 0;
        while (bucket < bounds.Count && value > bounds[bucket])
        {
            bucket++;
        }

        Interlocked.Increment(ref _counts[bucket]);
        Add(ref _sum, value);
    }
}
