using System.Numerics.Tensors;

namespace DicomNode.Segmentation.Probabilities;

/// <summary>From probabilities of channels to a byte of a segment.</summary>
internal static class ProbabilityBytes
{
    public const int Most = 255;

    /// <summary>Adds a channel to those of its segment.</summary>
    /// <param name="isFirst">Nothing is in <paramref name="sum"/> yet.</param>
    public static void Join(ReadOnlySpan<float> channel, Span<float> sum, bool isFirst, bool isExclusive)
    {
        if (isFirst)
        {
            channel.CopyTo(sum);
        }
        else if (isExclusive)
        {
            TensorPrimitives.Add(sum, channel, sum);
        }
        else
        {
            TensorPrimitives.Max(sum, channel, sum);
        }
    }

    /// <summary>round(255 p), halves to even; what is no number, or no score is known of, is not probable.</summary>
    public static void Quantise(ReadOnlySpan<float> probabilities, Span<byte> bytes)
    {
        for (int i = 0; i < bytes.Length; i++)
        {
            float p = probabilities[i];
            bytes[i] = p > 0 ? (byte)Math.Round(Math.Min(p, 1.0) * Most) : (byte)0;
        }
    }
}
