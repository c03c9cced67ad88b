namespace DicomNode.Observability.Exposition;

/// <summary>One series of a metric. Measurements come from many threads at once; none of them waits.</summary>
internal abstract class Cell
{
    /// <summary>A measurement: an addition to a counter, an observation of a histogram, the value of a gauge.</summary>
    public abstract void Record(double value);

    protected static void Add(ref double sum, double value)
    {
        double seen = Volatile.Read(ref sum), found;
        while ((found = Interlocked.CompareExchange(ref sum, seen + value, seen)) != seen)
        {
            seen = found;
        }
    }
}
