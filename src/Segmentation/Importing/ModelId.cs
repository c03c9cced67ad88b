using System.Text;
using System.Text.RegularExpressions;

namespace DicomNode.Segmentation.Importing;

/// <summary>Ids that a manifest allows.</summary>
internal static partial class ModelId
{
    private const int Longest = 64;

    public static bool IsValid(string text) => Pattern().IsMatch(text);

    /// <summary>The text in small letters and digits, with dashes between: "Spleen CT (v2)" is <c>spleen-ct-v2</c>.</summary>
    public static string Slug(string text)
    {
        var slug = new StringBuilder(text.Length);
        foreach (char c in text.ToLowerInvariant())
        {
            if (char.IsAsciiLetterOrDigit(c) || c == '.')
            {
                slug.Append(c);
            }
            else if (slug.Length > 0 && slug[^1] != '-')
            {
                slug.Append('-');
            }
        }

        string made = slug.ToString().Trim('-', '.');
        made = made.Length > Longest ? made[..Longest].TrimEnd('-', '.') : made;
        return IsValid(made) ? made : $"model-{made}".TrimEnd('-');
    }

    [GeneratedRegex("^[a-z0-9][a-z0-9._-]{1,63}$")]
    private static partial Regex Pattern();
}
