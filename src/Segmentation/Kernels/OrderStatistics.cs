namespace DicomNode.Segmentation.Kernels;

/// <summary>The k-th smallest of many numbers, exactly and without sorting: two counting passes over the bits, upper 16, then lower 16.</summary>
internal static class OrderStatistics
{
    /// <summary>A percentile with linear interpolation between neighbours, as numpy has it.</summary>
    /// <param name="percent">0 to 100.</param>
    /// <param name="nonzeroOnly">Zeros are left out.</param>
    /// <returns>0 when there is no number.</returns>
    public static double Percentile(IReadOnlyList<Memory<float>> values, double percent, bool nonzeroOnly)
    {
        long[] upper = new long[1 << 16];
        long count = 0;
        foreach (Memory<float> part in values)
        {
            foreach (float value in part.Span)
            {
                if (!nonzeroOnly || value != 0)
                {
                    upper[Key(value) >> 16]++;
                    count++;
                }
            }
        }

        if (count == 0)
        {
            return 0;
        }

        double position = percent / 100 * (count - 1);
        long low = (long)Math.Floor(position), high = Math.Min(low + 1, count - 1);
        double a = Select(values, upper, low, nonzeroOnly), b = Select(values, upper, high, nonzeroOnly);
        return a + ((b - a) * (position - low));
    }

    private static float Select(IReadOnlyList<Memory<float>> values, long[] upper, long rank, bool nonzeroOnly)
    {
        (int bin, long before) = Find(upper, rank);
        long[] lower = new long[1 << 16];
        foreach (Memory<float> part in values)
        {
            foreach (float value in part.Span)
            {
                uint key = Key(value);
                if ((int)(key >> 16) == bin && (!nonzeroOnly || value != 0))
                {
                    lower[key & 0xFFFF]++;
                }
            }
        }

        (int rest, _) = Find(lower, rank - before);
        return Value(((uint)bin << 16) | (uint)rest);
    }

    private static (int Bin, long Before) Find(long[] counts, long rank)
    {
        long before = 0;
        for (int bin = 0; bin < counts.Length; bin++)
        {
            if (rank < before + counts[bin])
            {
                return (bin, before);
            }

            before += counts[bin];
        }

        throw new ArgumentOutOfRangeException(nameof(rank));
    }

    // bits of a float in the order of its value: negative numbers turned over, positive ones above them
    private static uint Key(float value)
    {
        uint bits = BitConverter.SingleToUInt32Bits(value);
        return (bits & 0x80000000) != 0 ? ~bits : bits | 0x80000000;
    }

    private static float Value(uint key) => BitConverter.UInt32BitsToSingle((key & 0x80000000) != 0 ? key & 0x7FFFFFFF : ~key);
}
