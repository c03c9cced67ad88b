using System.Globalization;
using System.Text.RegularExpressions;
using DicomNode.Dicom.Data;

namespace DicomNode.Segmentation.Pipeline;

/// <summary>Whether a series has the attributes that an input's <see cref="SelectSpec.Rules"/> ask for.</summary>
public static class AttributeRules
{
    private static readonly TimeSpan s_patience = TimeSpan.FromSeconds(1); // for one expression on one short text

    /// <param name="header">Of one image of the series.</param>
    /// <returns>The first rule that does not hold, by its key and attribute, without the series' value, which may name the patient; null when all do.</returns>
    public static string? Misfit(IReadOnlyList<AttributeRule> rules, DataSet header)
    {
        for (int i = 0; i < rules.Count; i++)
        {
            if (Fault(rules[i], header) is string operation)
            {
                return $"rules[{i}].{operation}: {rules[i].Tag} is not what the rule asks for";
            }
        }

        return null;
    }

    private static string? Fault(AttributeRule rule, DataSet header)
    {
        IReadOnlyList<string>? values = AttributePath.TryParse(rule.Tag, out AttributePath? path) ? path.Read(header) : null;
        if (rule.Present is bool present && present != (values is not null))
        {
            return "present";
        }

        bool asksMore = rule is not { In: null, NotIn: null, Regex: null, NotRegex: null, Min: null, Max: null };
        if (values is null)
        {
            return asksMore && rule.IfAbsent == WhenAbsent.Fail && rule.Present != false ? "ifAbsent" : null;
        }

        return rule.In is { } allowed && !values.Any(v => IsAmong(v, allowed)) ? "in"
            : rule.NotIn is { } barred && values.Any(v => IsAmong(v, barred)) ? "notIn"
            : rule.Regex is { } pattern && !values.Any(v => Matches(v, pattern)) ? "regex"
            : rule.NotRegex is { } unwanted && values.Any(v => Matches(v, unwanted)) ? "notRegex"
            : rule.Min is double min && !values.All(v => Number(v) >= min) ? "min"
            : rule.Max is double max && !values.All(v => Number(v) <= max) ? "max"
            : null;
    }

    // "1.50" is 1.5
    private static bool IsAmong(string value, IReadOnlyList<string> list) =>
        list.Any(l => string.Equals(l, value, StringComparison.OrdinalIgnoreCase) || (Number(value) is double number && Number(l) == number));

    private static bool Matches(string value, string pattern) => Regex.IsMatch(value, pattern, RegexOptions.IgnoreCase | RegexOptions.CultureInvariant, s_patience);

    private static double? Number(string text) => double.TryParse(text, NumberStyles.Float, CultureInfo.InvariantCulture, out double number) ? number : null;
}
