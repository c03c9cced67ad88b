using System.Numerics;

namespace DicomNode.Dicom.Pixels.Codecs;

/// <summary>
/// Lossy coding of 12 bits stored as samples of 16 ends beyond 12 bits at bright edges. Such a sample becomes the last value of the range; cut to the bits that are stored, white would
/// begin anew as black. Lossless samples are left alone: what they have above the bits stored is an overlay. PS3.5 §8.1.2.
/// So are frames of signed values that were compressed as the bit patterns of their 12 bits: those of negative values lie far above the range, where no coding error ends.
/// </summary>
internal static class LossySamples
{
    /// <param name="samples">Whole, or as bit patterns of <paramref name="precision"/> bits when the data set has signed values.</param>
    /// <param name="precision">Bits of a sample in the codestream.</param>
    public static void Clamp<T>(Span<T> samples, int precision, PixelFormat format)
        where T : unmanaged, IBinaryInteger<T>
    {
        if (precision <= format.BitsStored || format.HighBit != format.BitsStored - 1)
        {
            return;
        }

        int unused = format.IsSigned ? 64 - precision : 0;
        long greatest = 0;
        foreach (T sample in samples)
        {
            greatest = Math.Max(greatest, Whole(sample, unused));
        }

        if (format.IsSigned && greatest > format.MaxValue + (format.MaxValue / 2))
        {
            return;
        }

        for (int i = 0; i < samples.Length; i++)
        {
            samples[i] = T.CreateTruncating(Math.Clamp(Whole(samples[i], unused), format.MinValue, format.MaxValue));
        }
    }

    private static long Whole<T>(T sample, int unused)
        where T : unmanaged, IBinaryInteger<T> => (long.CreateTruncating(sample) << unused) >> unused;
}
