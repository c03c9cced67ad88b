using System.Buffers.Text;
using DicomNode.Dicom.Data;

namespace DicomNode.Dicom.Iod;

/// <summary>
/// The value of ContourData: decimal strings of at most four decimals, a tenth of a micrometre, trailing zeros dropped.
/// A whole body has a million of them, so they are written as digits, not formatted and joined. The same as <see cref="DecimalString.Fixed"/>.
/// </summary>
internal static class ContourText
{
    public const int MaxDecimals = 4;

    private static readonly int[] s_scales = [1, 10, 100, 1_000, 10_000];

    /// <summary>Coordinates below have at most 16 characters: sign, ten digits, point, four decimals.</summary>
    private const double Largest = 9_999_999_999;

    private const int MaxLength = 17; // with the separator

    /// <param name="decimals">1 to 4.</param>
    /// <returns>x\y\z\x\y\z…, padded to an even length.</returns>
    public static byte[] Encode(IReadOnlyList<PatientPoint> polygon, int decimals = MaxDecimals)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(decimals, 1);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(decimals, MaxDecimals);
        byte[] text = new byte[polygon.Count * 3 * MaxLength];
        int length = 0;
        foreach (PatientPoint point in polygon)
        {
            Write(point.X, decimals, text, ref length);
            Write(point.Y, decimals, text, ref length);
            Write(point.Z, decimals, text, ref length);
        }

        length--; // the last separator
        if (length % 2 != 0)
        {
            text[length++] = (byte)' ';
        }

        return text[..length];
    }

    private static void Write(double value, int decimals, Span<byte> text, ref int length)
    {
        if (!(Math.Abs(value) < Largest))
        {
            throw new ArgumentOutOfRangeException(nameof(value), "A contour point lies outside of any patient.");
        }

        int scale = s_scales[decimals];
        long scaled = (long)((Math.Round(value, decimals) * scale) + (value < 0 ? -0.5 : 0.5)); // the product may fall short of its integer
        if (scaled < 0)
        {
            text[length++] = (byte)'-';
            scaled = -scaled;
        }

        Utf8Formatter.TryFormat(scaled / scale, text[length..], out int digits);
        length += digits;
        int fraction = (int)(scaled % scale);
        if (fraction > 0)
        {
            text[length++] = (byte)'.';
            for (int unit = scale / 10; fraction > 0; unit /= 10)
            {
                text[length++] = (byte)('0' + (fraction / unit));
                fraction %= unit;
            }
        }

        text[length++] = (byte)'\\';
    }
}
