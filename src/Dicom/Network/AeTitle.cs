namespace DicomNode.Dicom.Network;

/// <summary>The rule for application entity titles. PS3.5 §6.2 (AE).</summary>
public static class AeTitle
{
    public const int MaxLength = 16;

    /// <summary>1–16 printable ASCII characters, no backslash, no leading or trailing space.</summary>
    public static bool IsValid(string title) =>
        title.Length is > 0 and <= MaxLength && title[0] != ' ' && title[^1] != ' ' && title.All(c => c is >= ' ' and <= '~' and not '\\');

    /// <summary>What may stand in a log line: everything unprintable becomes a question mark.</summary>
    public static string Printable(string title, int longest = MaxLength) => string.Concat(title.Take(longest).Select(c => c is >= ' ' and <= '~' ? c : '?'));
}
