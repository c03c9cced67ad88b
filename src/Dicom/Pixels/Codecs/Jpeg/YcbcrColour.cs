namespace DicomNode.Dicom.Pixels.Codecs.Jpeg;

/// <summary>YCbCr of ITU-R BT.601 in full range to RGB, in whole numbers with 16 bits behind the point. JFIF 1.02; PS3.3 §C.7.6.3.1.2.</summary>
internal static class YcbcrColour
{
    private const int FractionBits = 16;
    private const int Half = 1 << (FractionBits - 1);

    /// <param name="rgb">Receives three samples a pixel.</param>
    public static void ToRgb(ReadOnlySpan<ushort> luma, ReadOnlySpan<ushort> cb, ReadOnlySpan<ushort> cr, int precision, Span<ushort> rgb)
    {
        for (int x = 0, i = 0; x < luma.Length; x++, i += 3)
        {
            (int red, int green, int blue) = ToRgb(luma[x], cb[x], cr[x], precision);
            (rgb[i], rgb[i + 1], rgb[i + 2]) = ((ushort)red, (ushort)green, (ushort)blue);
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

    private static int Fixed(double value) => (int)((value * (1 << FractionBits)) + 0.5);
}
