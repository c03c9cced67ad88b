using DicomNode.Dicom.Data;
using DicomNode.Dicom.Dictionary;

namespace DicomNode.Preview;

/// <summary>Which values are shown between black and white.</summary>
/// <param name="Centre">Middle of the gray scale, in the units of the image.</param>
/// <param name="Width">Range of the gray scale; below 0 where the lowest values are white.</param>
internal readonly record struct GrayWindow(double Centre, double Width)
{
    /// <summary>So much of the values at either end is not shown, where the image does not say what is to be.</summary>
    private const double Tail = 0.01;

    /// <summary>The image's own first window (PS3.3 §C.11.2.1.2), otherwise the range of its values without the few at the ends.</summary>
    public static GrayWindow Of(DataSet header, ReadOnlySpan<float> values)
    {
        GrayWindow window = header.GetDoubles(Tags.WindowCenter) is [double centre, ..] && header.GetDoubles(Tags.WindowWidth) is [> 0 and double width, ..]
            ? new(centre, width)
            : Of(values);
        return header.GetString(Tags.PhotometricInterpretation) == "MONOCHROME1" ? window with { Width = -window.Width } : window;
    }

    private static GrayWindow Of(ReadOnlySpan<float> values)
    {
        float[] sorted = values.ToArray();
        Array.Sort(sorted);
        int tail = (int)(sorted.Length * Tail);
        double low = sorted[tail], high = sorted[^(tail + 1)];
        return new((low + high) / 2, Math.Max(high - low, 1e-6));
    }
}
