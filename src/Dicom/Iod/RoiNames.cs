using System.Globalization;

namespace DicomNode.Dicom.Iod;

/// <summary>
/// Names of regions of interest as a receiver takes them: not too long, in its characters, and each the only one of its kind whether it minds upper and lower case or not
/// (AAPM TG-263 forbids names that differ in that alone). Names that need nothing stay as they are.
/// </summary>
internal static class RoiNames
{
    /// <summary>The letters of Latin-1 Supplement and Latin Extended-A, U+00C0 to U+017F, without their marks: the node runs without the tables of ICU, which would know.</summary>
    private const string Unmarked =
        "AAAAAAACEEEEIIIIDNOOOOO_OUUUUY_saaaaaaaceeeeiiiidnooooo_ouuuuy_y" +
        "AaAaAaCcCcCcCcDdDdEeEeEeEeEeGgGgGgGgHhHhIiIiIiIiIiIiJjKkkLlLlLlL" +
        "lLlNnNnNnnNnOoOoOoOoRrRrRrSsSsSsSsTtTtTtUuUuUuUuUuUuWwYyYZzZzZzs";

    private const char FirstMarked = '\u00C0', LastMarked = '\u017F';

    /// <returns>By segment.</returns>
    /// <param name="wanted">NameAsRoi of each.</param>
    /// <param name="length">Most characters of a name, at least 4.</param>
    public static IReadOnlyList<string> Of(IReadOnlyList<string> wanted, int length)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(length, 4);
        HashSet<string> taken = new(StringComparer.OrdinalIgnoreCase);
        string[] names = new string[wanted.Count];
        for (int i = 0; i < names.Length; i++) // those that fit come first, so that no shortened one takes their place
        {
            names[i] = wanted[i].Length <= length && taken.Add(wanted[i]) ? wanted[i] : "";
        }

        for (int i = 0; i < names.Length; i++)
        {
            names[i] = names[i].Length > 0 ? names[i] : Unused(wanted[i], length, taken);
        }

        return names;
    }

    /// <summary>The beginning of a name, then the beginning with a number: "Kidney_left_lo~2".</summary>
    private static string Unused(string wanted, int length, HashSet<string> taken)
    {
        string name = ShortText.Of(wanted, length);
        for (int number = 2; !taken.Add(name); number++)
        {
            string ending = string.Create(CultureInfo.InvariantCulture, $"~{number}");
            name = ShortText.Of(wanted, length - ending.Length) + ending;
        }

        return name;
    }

    /// <summary>A segment whose names hold ASCII only: letters lose their marks, what has no counterpart becomes an underscore.</summary>
    public static ResultSegment InAscii(ResultSegment segment) => segment with
    {
        Label = ToAscii(segment.Label),
        RoiName = segment.RoiName is string name ? ToAscii(name) : null,
        Description = null, // a structure set has no place for it
    };

    private static string ToAscii(string name) => string.Concat(name.Select(letter =>
        letter is >= ' ' and <= '~' and not '\\' ? letter
        : letter is >= FirstMarked and <= LastMarked ? Unmarked[letter - FirstMarked]
        : '_'));
}
