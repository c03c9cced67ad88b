using System.Globalization;

namespace DicomNode.Dicom.Data;

/// <summary>Decimal strings: at most 16 bytes of digits, sign, point and E. PS3.5 §6.2 (DS).</summary>
public static class DecimalString
{
    private const int MaxLength = 16;

    /// <summary>The text of at most 16 characters that is nearest to <paramref name="value"/>.</summary>
    public static string Format(double value)
    {
        if (!double.IsFinite(value))
        {
            throw new ArgumentException("A decimal string holds no NaN and no infinity.", nameof(value));
        }

        string text = value.ToString("R", CultureInfo.InvariantCulture);
        for (int digits = 16; text.Length > MaxLength && digits > 0; digits--)
        {
            text = value.ToString("G" + digits, CultureInfo.InvariantCulture);
        }

        return text == "-0" ? "0" : text;
    }

    /// <summary>A fixed number of decimals, trailing zeros dropped: for coordinates in millimetres, where 4 is a tenth of a micrometre.</summary>
    public static string Fixed(double value, int decimals)
    {
        string text = Math.Round(value, decimals).ToString("0." + new string('#', decimals), CultureInfo.InvariantCulture);
        return text == "-0" ? "0" : text.Length > MaxLength ? Format(value) : text;
    }
}
