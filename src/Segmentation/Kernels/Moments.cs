namespace DicomNode.Segmentation.Kernels;

/// <summary>Number, mean and sum of squared deviations of values. Parts are put together without losing digits (Chan, Golub, LeVeque 1979).</summary>
public readonly record struct Moments(long Count, double Mean, double SquaredDeviations)
{
    /// <summary>Over all values: divided by their number, not by one less.</summary>
    public double StandardDeviation => Count == 0 ? 0 : Math.Sqrt(Math.Max(0, SquaredDeviations) / Count);

    /// <param name="shift">A value near the others: sums are of the differences to it.</param>
    public static Moments Of(long count, double shift, double sum, double sumOfSquares) =>
        count == 0 ? default : new(count, shift + (sum / count), sumOfSquares - (sum * sum / count));

    public static Moments operator +(Moments a, Moments b)
    {
        if (a.Count == 0 || b.Count == 0)
        {
            return a.Count == 0 ? b : a;
        }

        long count = a.Count + b.Count;
        double difference = b.Mean - a.Mean, share = (double)b.Count / count;
        return new(count, a.Mean + (difference * share), a.SquaredDeviations + b.SquaredDeviations + (difference * difference * a.Count * share));
    }

    public static Moments Add(Moments left, Moments right) => left + right;
}
