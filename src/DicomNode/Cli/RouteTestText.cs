using System.Text;
using DicomNode.Assembling;
using DicomNode.Explaining;

namespace DicomNode.Cli;

/// <summary>A test of routes as text.</summary>
internal static class RouteTestText
{
    public static string Of(RouteTest test)
    {
        StringBuilder text = new();
        text.AppendLine(test.SeriesInstanceUid is { } uid ? $"Series {uid}" : "Pasted elements");
        foreach (string remark in test.Remarks)
        {
            text.AppendLine($"  # {remark}");
        }

        foreach ((string key, string value) in test.Elements)
        {
            text.AppendLine($"  {key,-20} {Printable(value)}");
        }

        foreach (RouteVerdict route in test.Routes)
        {
            text.AppendLine($"  Routes:{route.Index} {route.Model}: {Printable(route.Text)}");
            foreach (RouteCondition condition in route.Conditions)
            {
                text.AppendLine($"    {(condition.Holds ? "yes" : "NO "),-4} {condition.Key,-18} wanted {condition.Wanted}, found {(condition.Found is null ? "nothing" : Printable(condition.Found))}");
            }
        }

        return text.AppendLine($"  {Printable(test.Text)}").ToString();
    }

    /// <summary>A sender wrote it: nothing of it steers a terminal.</summary>
    private static string Printable(string text) => string.Concat(text.Select(c => char.IsControl(c) || char.GetUnicodeCategory(c) is System.Globalization.UnicodeCategory.Format ? '?' : c));
}
