using System.Text;

namespace DicomNode.Segmentation.Importing.Codes;

/// <summary>A label as the table looks it up: lower case, one space between words, the side taken out.</summary>
/// <param name="Words"><c>rib 1</c> for <c>rib_left_1</c>.</param>
/// <param name="Side">Null: the label names none.</param>
internal readonly record struct LabelName(string Words, Side? Side)
{
    public static LabelName Parse(string label)
    {
        Side? side = null;
        var words = new StringBuilder(label.Length);
        foreach (string word in Split(label))
        {
            Side? named = word switch { "left" or "l" or "lt" or "lft" => Codes.Side.Left, "right" or "r" or "rt" or "rgt" => Codes.Side.Right, _ => null };
            if (named is not null && side is null)
            {
                side = named;
                continue;
            }

            words.Append(words.Length == 0 ? "" : " ").Append(word);
        }

        return new LabelName(words.ToString(), side);
    }

    private static string[] Split(string label) =>
        new string([.. label.Select(c => char.IsLetterOrDigit(c) ? char.ToLowerInvariant(c) : ' ')]).Split(' ', StringSplitOptions.RemoveEmptyEntries);
}

/// <summary>Of the patient.</summary>
internal enum Side
{
    Left,
    Right,
}
