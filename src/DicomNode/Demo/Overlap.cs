namespace DicomNode.Demo;

/// <summary>How well two masks agree.</summary>
internal static class Overlap
{
    /// <summary>Dice coefficient: 2 |A∩B| / (|A| + |B|); 1 when both are empty.</summary>
    public static double Dice(ReadOnlySpan<byte> a, ReadOnlySpan<byte> b)
    {
        ArgumentOutOfRangeException.ThrowIfNotEqual(a.Length, b.Length);
        long both = 0, sum = 0;
        for (int i = 0; i < a.Length; i++)
        {
            int inA = a[i] != 0 ? 1 : 0, inB = b[i] != 0 ? 1 : 0;
            both += inA & inB;
            sum += inA + inB;
        }

        return sum == 0 ? 1 : 2.0 * both / sum;
    }
}
