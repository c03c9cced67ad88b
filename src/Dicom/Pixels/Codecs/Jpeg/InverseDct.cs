using System.Runtime.Intrinsics;

namespace DicomNode.Dicom.Pixels.Codecs.Jpeg;

/// <summary>
/// The inverse discrete cosine transform of 8×8 coefficients in whole numbers, by Loeffler, Ligtenberg and Moschytz (ICASSP 1989) with 13 bits behind the point and the
/// intermediate rounding of the Independent JPEG Group's slow integer transform: lossy JPEG allows decoders to differ, and this way ours does not from theirs.
/// Eight columns, then eight rows, at once.
/// </summary>
internal static class InverseDct
{
    public const int BlockLength = 64;
    private const int FractionBits = 13;
    private const int EighthBits = 3; // two passes leave a factor of 8

    /// <param name="coefficients">Dequantized, row by row. Overwritten.</param>
    /// <param name="precision">Bits of a sample; it decides how much the first pass keeps.</param>
    /// <param name="samples">Receives 8 rows of 8, <paramref name="stride"/> apart, shifted to unsigned and limited.</param>
    public static void Run(Span<int> coefficients, int precision, Span<ushort> samples, int stride)
    {
        int kept = precision <= 8 ? 2 : 1; // bits behind the point between the passes
        Pass(coefficients, FractionBits - kept);
        Transpose(coefficients);
        Pass(coefficients, FractionBits + kept + EighthBits);
        int half = 1 << (precision - 1), most = (1 << precision) - 1;
        for (int y = 0; y < 8; y++)
        {
            Span<ushort> row = samples.Slice(y * stride, 8);
            for (int x = 0; x < row.Length; x++)
            {
                row[x] = (ushort)Math.Clamp(coefficients[(x * 8) + y] + half, 0, most);
            }
        }
    }

    /// <summary>The block that has nothing but its mean.</summary>
    public static void Fill(int coefficient, int precision, Span<ushort> samples, int stride)
    {
        int value = (coefficient + (1 << (EighthBits - 1))) >> EighthBits;
        ushort sample = (ushort)Math.Clamp(value + (1 << (precision - 1)), 0, (1 << precision) - 1);
        for (int y = 0; y < 8; y++)
        {
            samples.Slice(y * stride, 8).Fill(sample);
        }
    }

    /// <summary>One dimension: vector i holds the i-th values of eight transforms.</summary>
    private static void Pass(Span<int> block, int shift)
    {
        Vector256<int> in0 = Load(block, 0), in1 = Load(block, 1), in2 = Load(block, 2), in3 = Load(block, 3);
        Vector256<int> in4 = Load(block, 4), in5 = Load(block, 5), in6 = Load(block, 6), in7 = Load(block, 7);

        Vector256<int> shared = (in2 + in6) * Fixed(0.541196100);
        Vector256<int> low = shared - (in6 * Fixed(1.847759065));
        Vector256<int> high = shared + (in2 * Fixed(0.765366865));
        Vector256<int> sum = (in0 + in4) << FractionBits;
        Vector256<int> difference = (in0 - in4) << FractionBits;
        Vector256<int> even0 = sum + high, even3 = sum - high, even1 = difference + low, even2 = difference - low;

        Vector256<int> rotated = (in7 + in3 + in5 + in1) * Fixed(1.175875602);
        Vector256<int> z1 = (in7 + in1) * Fixed(-0.899976223);
        Vector256<int> z2 = (in5 + in3) * Fixed(-2.562915447);
        Vector256<int> z3 = ((in7 + in3) * Fixed(-1.961570560)) + rotated;
        Vector256<int> z4 = ((in5 + in1) * Fixed(-0.390180644)) + rotated;
        Vector256<int> odd3 = (in7 * Fixed(0.298631336)) + z1 + z3;
        Vector256<int> odd2 = (in5 * Fixed(2.053119869)) + z2 + z4;
        Vector256<int> odd1 = (in3 * Fixed(3.072711026)) + z2 + z3;
        Vector256<int> odd0 = (in1 * Fixed(1.501321110)) + z1 + z4;

        Vector256<int> half = Vector256.Create(1 << (shift - 1));
        Store(block, 0, (even0 + odd0 + half) >> shift);
        Store(block, 7, (even0 - odd0 + half) >> shift);
        Store(block, 1, (even1 + odd1 + half) >> shift);
        Store(block, 6, (even1 - odd1 + half) >> shift);
        Store(block, 2, (even2 + odd2 + half) >> shift);
        Store(block, 5, (even2 - odd2 + half) >> shift);
        Store(block, 3, (even3 + odd3 + half) >> shift);
        Store(block, 4, (even3 - odd3 + half) >> shift);
    }

    private static void Transpose(Span<int> block)
    {
        for (int y = 0; y < 8; y++)
        {
            for (int x = y + 1; x < 8; x++)
            {
                (block[(y * 8) + x], block[(x * 8) + y]) = (block[(x * 8) + y], block[(y * 8) + x]);
            }
        }
    }

    private static Vector256<int> Load(Span<int> block, int row) => Vector256.Create<int>(block.Slice(row * 8, 8));

    private static void Store(Span<int> block, int row, Vector256<int> values) => values.CopyTo(block.Slice(row * 8, 8));

    private static int Fixed(double value) => (int)Math.Round(value * (1 << FractionBits));
}
