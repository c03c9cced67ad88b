using System.Text.RegularExpressions;

namespace DicomNode.Notifying;

/// <summary>Text with {placeholders} of small letters. Other braces, such as those of JSON, stay as they are.</summary>
internal static partial class TextTemplate
{
    /// <summary>The placeholders of the template that are none of these.</summary>
    public static IReadOnlyList<string> Unknown(string template, IEnumerable<string> names) =>
        [.. Placeholder().Matches(template).Select(m => m.Groups[1].Value).Distinct().Except(names)];

    /// <param name="template">What stands around the values.</param>
    /// <param name="values">Each is put in once, so that a value which looks like a placeholder stays a value.</param>
    /// <param name="encode">Makes a value fit for where it stands.</param>
    public static string Fill(string template, IReadOnlyDictionary<string, string> values, Func<string, string> encode) =>
        Placeholder().Replace(template, m => values.TryGetValue(m.Groups[1].Value, out string? value) ? encode(value) : m.Value);

    [GeneratedRegex(@"\{([a-z]+)\}", RegexOptions.CultureInvariant)]
    private static partial Regex Placeholder();
}
