using System.Globalization;

namespace DicomNode.Configuration;

/// <summary>Single values of the configuration, from text. Nothing is guessed: "10" is no time span, "yes" is no truth value, "1" is no name.</summary>
internal static class Scalar
{
    public static bool TryParse(Type type, string? text, out object? value)
    {
        Type plain = Nullable.GetUnderlyingType(type) ?? type;
        if (text is null)
        {
            value = null;
            return plain == typeof(string) || plain != type; // whether this string may be null is for the caller
        }

        text = plain == typeof(string) ? text : text.Trim();
        value = plain switch
        {
            _ when plain == typeof(string) => text,
            _ when plain == typeof(bool) => bool.TryParse(text, out bool truth) ? truth : null,
            _ when plain == typeof(int) => int.TryParse(text, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out int number) ? number : null,
            _ when plain == typeof(double) => double.TryParse(text, NumberStyles.Float, CultureInfo.InvariantCulture, out double number) && double.IsFinite(number) ? number : null,
            _ when plain == typeof(TimeSpan) => text.Contains(':', StringComparison.Ordinal) && TimeSpan.TryParse(text, CultureInfo.InvariantCulture, out TimeSpan span) ? span : null,
            _ when plain.IsEnum => Array.Find(Enum.GetNames(plain), n => n.Equals(text, StringComparison.OrdinalIgnoreCase)) is { } name ? Enum.Parse(plain, name) : null,
            _ => throw new InvalidOperationException($"An option of type {plain} cannot be read from text."),
        };
        return value is not null;
    }

    public static string Describe(Type type)
    {
        Type plain = Nullable.GetUnderlyingType(type) ?? type;
        return plain switch
        {
            _ when plain == typeof(bool) => "true or false",
            _ when plain == typeof(int) => "a whole number",
            _ when plain == typeof(double) => "a number",
            _ when plain == typeof(TimeSpan) => "a time span [days.]hours:minutes:seconds",
            _ when plain.IsEnum => string.Join(" or ", Enum.GetNames(plain).Select(n => n.ToUpperInvariant())),
            _ => "a text",
        };
    }
}
