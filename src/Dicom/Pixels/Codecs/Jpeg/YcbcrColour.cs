namespace DicomNode.Dicom.Pixels.Codecs.Jpeg;

/// <summary>YCbCr of ITU-R BT.601 in full range to RGB, in whole numbers with 16 bits behind the point. JFIF 1.02; PS3.3 §C.7.6.3.1.2.</summary>
internal static class YcbcrColour
{
    private const int FractionBits = 16;
    private const int Half = 1 << (FractionBits - 1);

    /// <param name="rgb">Receives three samples a pixel.</param>
    public static void ToRgb(ReadOnlySpan<ushort> luma, ReadOnlySpan<ushort> cb, ReadOnlySpan<ushort> cr, int precision, Span<ushort> rgb)
    {
        int zero = 1 << (precision - 1), most = (1 << precision) - 1;
        for (int x = 0, i = 0; x < luma.Length; x++, i += 3)
        {
            int y = luma[x], blue = cb[x] - zero, red = cr[x] - zero;
            rgb[i] = (ushort)Math.Clamp(y + (((Fixed(1.40200) * red) + Half) >> FractionBits), 0, most);
            rgb[i + 1] = (ushort)Math.Clamp(y + ((Half - (Fixed(0.34414) * blue) - (Fixed(0.71414) * red)) >> FractionBits), 0, most);
            rgb[i + 2] = (ushort)Math.Clamp(y + (((Fixed(1.77200) * blue) + Half) >> FractionBits), 0, most);
        }
    }

    private static int Fixed(double value) => (int)((value * (1 << FractionBits)) + 0.5);
}
