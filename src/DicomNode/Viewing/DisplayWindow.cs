using DicomNode.Dicom.Data;
using DicomNode.Dicom.Dictionary;
using DicomNode.Preview;

namespace DicomNode.Viewing;

/// <summary>Which values are shown between black and white. PS3.3 §C.11.2.1.2.</summary>
/// <param name="Function">VOI LUT Function: LINEAR, LINEAR_EXACT or SIGMOID.</param>
internal sealed record DisplayWindow(string Name, double Center, double Width, string Function)
{
    private const string Linear = "LINEAR";
    private const int LongestName = 64; // LO

    private static readonly DisplayWindow[] s_ofCt =
    [
        new("Soft tissue", 40, 400, Linear), new("Lung", -600, 1500, Linear), new("Bone", 400, 1800, Linear), new("Brain", 40, 80, Linear), new("Liver", 60, 160, Linear),
    ];

    /// <summary>The windows of an image, its first one first, and of CT those that are customary. Windows that the standard does not allow are left out.</summary>
    public static IReadOnlyList<DisplayWindow> Of(DataSet header) =>
        [.. Own(header), .. header.GetString(Tags.Modality) == "CT" && header.GetString(Tags.RescaleType) is null or "HU" ? s_ofCt : []];

    /// <summary>Of an image that names none: the range of its values without the few at the ends.</summary>
    public static DisplayWindow Of(ReadOnlySpan<float> values)
    {
        GrayWindow window = GrayWindow.Of(new DataSet(), values);
        return new("Range of values", Rounded(window.Centre, window.Width), Rounded(window.Width, window.Width), "LINEAR_EXACT");
    }

    /// <summary>To a thousandth of the width or less: numbers that somebody can read.</summary>
    private static double Rounded(double value, double width)
    {
        double unit = Math.Pow(10, Math.Floor(Math.Log10(width)) - 3);
        return unit >= 1 ? Math.Round(value / unit) * unit : Math.Round(value * Math.Round(1 / unit)) / Math.Round(1 / unit);
    }

    private static IEnumerable<DisplayWindow> Own(DataSet header)
    {
        (IReadOnlyList<double> centers, IReadOnlyList<double> widths) = (Numbers(header, Tags.WindowCenter), Numbers(header, Tags.WindowWidth));
        IReadOnlyList<string> names = header.GetStrings(Tags.WindowCenterWidthExplanation);
        string function = header.GetString(Tags.VoilutFunction) is "LINEAR_EXACT" or "SIGMOID" ? header.GetString(Tags.VoilutFunction)! : Linear;
        int count = Math.Min(centers.Count, widths.Count);
        for (int i = 0; i < count; i++)
        {
            if (function == Linear ? widths[i] >= 1 : widths[i] > 0)
            {
                string name = i < names.Count && names[i].Length > 0 ? names[i][..Math.Min(names[i].Length, LongestName)] : count == 1 ? "Image" : $"Image {i + 1}";
                yield return new(name, centers[i], widths[i], function);
            }
        }
    }

    private static IReadOnlyList<double> Numbers(DataSet header, Tag tag)
    {
        try
        {
            return header.GetDoubles(tag);
        }
        catch (DicomDataException)
        {
            return [];
        }
    }
}
