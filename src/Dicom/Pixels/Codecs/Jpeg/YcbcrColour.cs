using System.Runtime.Intrinsics;

namespace DicomNode.Dicom.Pixels.Codecs.Jpeg;

/// <summary>YCbCr of ITU-R BT.601 in full range to RGB, in whole numbers with 16 bits behind the point. JFIF 1.02; PS3.3 §C.7.6.3.1.2.</summary>
internal static class YcbcrColour
{
    private const int FractionBits = 16;
    private const int Half = 1 << (FractionBits - 1);

    /// <param name="rgb">Receives three samples a pixel.</param>
    public static void ToRgb(ReadOnlySpan<ushort> luma, ReadOnlySpan<ushort> cb, ReadOnlySpan<ushort> cr, int precision, Span<ushort> rgb)
    {
        int x = 0;
        Span<int> eight = stackalloc int[3 * Vector256<int>.Count];
        for (; x <= luma.Length - Vector256<int>.Count; x += Vector256<int>.Count)
        {
            ToRgb(Widened(luma[x..]), Widened(cb[x..]), Widened(cr[x..]), precision, eight);
            Span<ushort> pixels = rgb.Slice(3 * x, eight.Length);
            for (int i = 0; i < Vector256<int>.Count; i++)
            {
                pixels[3 * i] = (ushort)eight[i];
                pixels[(3 * i) + 1] = (ushort)eight[Vector256<int>.Count + i];
                pixels[(3 * i) + 2] = (ushort)eight[(2 * Vector256<int>.Count) + i];
            }
        }

        for (; x < luma.Length; x++)
        {
            (int red, int green, int blue) = ToRgb(luma[x], cb[x], cr[x], precision);
            (rgb[3 * x], rgb[(3 * x) + 1], rgb[(3 * x) + 2]) = ((ushort)red, (ushort)green, (ushort)blue);
        }
    }

    /// <param name="pixels">Three samples each, in place.</param>
    public static void ToRgb(Span<int> pixels, int precision)
    {
        for (int i = 0; i + 2 < pixels.Length; i += 3)
        {
            (pixels[i], pixels[i + 1], pixels[i + 2]) = ToRgb(pixels[i], pixels[i + 1], pixels[i + 2], precision);
        }
    }

    private static (int Red, int Green, int Blue) ToRgb(int y, int cb, int cr, int precision)
    {
        int zero = 1 << (precision - 1), most = (1 << precision) - 1;
        (cb, cr) = (cb - zero, cr - zero);
        return (
            Math.Clamp(y + (((Fixed(1.40200) * cr) + Half) >> FractionBits), 0, most),
            Math.Clamp(y + ((Half - (Fixed(0.34414) * cb) - (Fixed(0.71414) * cr)) >> FractionBits), 0, most),
            Math.Clamp(y + (((Fixed(1.77200) * cb) + Half) >> FractionBits), 0, most));
    }

    /// <summary>The same for eight pixels; all of red, then green, then blue come out.</summary>
    private static void ToRgb(Vector256<int> y, Vector256<int> cb, Vector256<int> cr, int precision, Span<int> planes)
    {
        Vector256<int> zero = Vector256.Create(1 << (precision - 1)), most = Vector256.Create((1 << precision) - 1), half = Vector256.Create(Half);
        (cb, cr) = (cb - zero, cr - zero);
        Limited(y + (((cr * Fixed(1.40200)) + half) >> FractionBits), most).CopyTo(planes);
        Limited(y + ((half - (cb * Fixed(0.34414)) - (cr * Fixed(0.71414))) >> FractionBits), most).CopyTo(planes[Vector256<int>.Count..]);
        Limited(y + (((cb * Fixed(1.77200)) + half) >> FractionBits), most).CopyTo(planes[(2 * Vector256<int>.Count)..]);
    }

    private static Vector256<int> Limited(Vector256<int> values, Vector256<int> most) => Vector256.Min(Vector256.Max(values, Vector256<int>.Zero), most);

    private static Vector256<int> Widened(ReadOnlySpan<ushort> samples)
    {
        (Vector128<uint> first, Vector128<uint> second) = Vector128.Widen(Vector128.Create(samples));
        return Vector256.Create(first.AsInt32(), second.AsInt32());
    }

    private static int Fixed(double value) => (int)((value * (1 << FractionBits)) + 0.5);
}
