namespace DicomNode.Dicom.Network.Query;

/// <summary>Matches dates and times, single ("20260131"), or from and to, both inclusive and each optional ("20260101-", "-1200", "0800-1200"). PS3.4 §C.2.2.2.5.</summary>
/// <remarks>A time with fewer digits is the whole hour, minute or second. Digits compare as text once they have one length.</remarks>
internal static class DateOrTimeRange
{
    private const string LastDate = "99999999", LastTime = "235960999999", FirstOfAny = "000000000000";

    public static Func<string, bool> Of(string key, bool isTime)
    {
        string[] ends = key.Split('-', 2);
        string? from = Digits(ends[0]), to = Digits(ends[^1]);
        if (from is null || to is null)
        {
            return _ => false; // no date and no time: nothing is it
        }

        string last = isTime ? LastTime : LastDate;
        string first = from + FirstOfAny[from.Length..last.Length];
        to += last[to.Length..];
        return candidate => Digits(candidate) is { Length: > 0 } digits
            && string.CompareOrdinal(digits + FirstOfAny[digits.Length..last.Length], first) >= 0
            && string.CompareOrdinal(digits + FirstOfAny[digits.Length..last.Length], to) <= 0;

        // without the separators of ACR-NEMA (2026.01.31, 12:30:00) and the point before the fraction
        string? Digits(string text)
        {
            string digits = text.Replace(".", "", StringComparison.Ordinal).Replace(":", "", StringComparison.Ordinal).Trim(' ');
            return digits.Length <= (isTime ? LastTime : LastDate).Length && digits.All(char.IsAsciiDigit) ? digits : null;
        }
    }
}
