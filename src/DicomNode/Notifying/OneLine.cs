using System.Globalization;
using System.Text;

namespace DicomNode.Notifying;

/// <summary>Values of others (AE titles, reasons, file names) as text that stays on its line, whatever stands in them.</summary>
internal static class OneLine
{
    /// <summary>Control, format and separator characters become spaces, halves of surrogate pairs too; what is longer is cut.</summary>
    public static string Of(string? text, int most = 400)
    {
        StringBuilder line = new();
        foreach (Rune rune in (text ?? "").EnumerateRunes()) // what is no rune comes as U+FFFD
        {
            if (line.Length >= most)
            {
                line.Append('…');
                break;
            }

            bool shows = Rune.GetUnicodeCategory(rune) is not (UnicodeCategory.Control or UnicodeCategory.Format or UnicodeCategory.LineSeparator
                or UnicodeCategory.ParagraphSeparator or UnicodeCategory.PrivateUse or UnicodeCategory.OtherNotAssigned);
            line.Append(shows ? rune.ToString() : " ");
        }

        return line.ToString().Trim();
    }
}
