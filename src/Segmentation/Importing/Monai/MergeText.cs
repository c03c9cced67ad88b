using System.Globalization;
using System.Text.RegularExpressions;
using DicomNode.Segmentation.Pipeline;

namespace DicomNode.Segmentation.Importing.Monai;

/// <summary>
/// Recognises one known text: the lambda of the BraTS bundles that merges nested masks into labels,
/// <c>lambda x: torch.where(x[[2]] &gt; 0, 4, torch.where(x[[0]] &gt; 0, 1, torch.where(x[[1]] &gt; 0, 2, 0)))</c>, with any channels and labels.
/// </summary>
internal static partial class MergeText
{
    /// <returns>In the order in which they are written, so that later ones win: the innermost first. Null: another text.</returns>
    public static IReadOnlyList<RegionRule>? Parse(string text)
    {
        string rest = SpacePattern().Replace(text.TrimStart('$'), "");
        Match head = HeadPattern().Match(rest);
        if (!head.Success)
        {
            return null;
        }

        rest = rest[head.Length..];
        List<RegionRule> rules = [];
        while (WherePattern().Match(rest) is { Success: true } where && where.Groups["x"].Value == head.Groups["x"].Value)
        {
            rules.Add(new RegionRule { Channel = Number(where, "channel"), Label = Number(where, "label") });
            rest = rest[where.Length..];
        }

        rules.Reverse();
        return rules.Count > 0 && rest == "0" + new string(')', rules.Count) && rules.DistinctBy(r => r.Label).Count() == rules.Count ? rules : null;
    }

    private static int Number(Match match, string group) => int.Parse(match.Groups[group].ValueSpan, CultureInfo.InvariantCulture);

    [GeneratedRegex(@"\s+")]
    private static partial Regex SpacePattern();

    [GeneratedRegex(@"^lambda(?<x>[A-Za-z_]\w{0,15}):")]
    private static partial Regex HeadPattern();

    [GeneratedRegex(@"^torch\.where\((?<x>[A-Za-z_]\w{0,15})\[\[(?<channel>\d{1,3})\]\]>0,(?<label>\d{1,4}),")]
    private static partial Regex WherePattern();
}
