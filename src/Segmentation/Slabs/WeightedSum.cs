using System.Numerics;
using System.Runtime.InteropServices;

namespace DicomNode.Segmentation.Slabs;

/// <summary>The inner loop of blending.</summary>
internal static class WeightedSum
{
    /// <summary>sums += scores * weights; two roundings, as on machines without a fused instruction.</summary>
    /// <param name="weights">Empty: all 1.</param>
    public static void Add(ReadOnlySpan<float> scores, ReadOnlySpan<float> weights, Span<float> sums)
    {
        int lanes = Vector<float>.Count, whole = sums.Length / lanes * lanes;
        scores = scores[..sums.Length];
        Span<Vector<float>> wide = MemoryMarshal.Cast<float, Vector<float>>(sums[..whole]);
        ReadOnlySpan<Vector<float>> values = MemoryMarshal.Cast<float, Vector<float>>(scores[..whole]);
        if (weights.IsEmpty)
        {
            for (int i = 0; i < wide.Length; i++)
            {
                wide[i] += values[i];
            }

            for (int i = whole; i < sums.Length; i++)
            {
                sums[i] += scores[i];
            }

            return;
        }

        ReadOnlySpan<Vector<float>> factors = MemoryMarshal.Cast<float, Vector<float>>(weights[..whole]);
        for (int i = 0; i < wide.Length; i++)
        {
            wide[i] += values[i] * factors[i];
        }

        for (int i = whole; i < sums.Length; i++)
        {
            sums[i] += scores[i] * weights[i];
        }
    }
}
