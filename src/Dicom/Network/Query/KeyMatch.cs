using System.Globalization;
using DicomNode.Dicom.Data;
using DicomNode.Dicom.Dictionary;

namespace DicomNode.Dicom.Network.Query;

/// <summary>
/// One matching key. Pure. PS3.4 §C.2.2.2: a single value, a list of UIDs, a range of dates or times, wildcards, or everything.
/// Names match in any case; everything else as it is written. Time is linear in the lengths, whatever the pattern.
/// </summary>
internal sealed class KeyMatch
{
    private readonly Tag _tag;
    private readonly Func<string, bool> _matches;

    public KeyMatch(ValueElement key, DataSet identifier)
    {
        _tag = key.Tag;
        string[] values = [.. identifier.GetStrings(key.Tag).Where(v => v.Length > 0)];
        MatchesEverything = values.Length == 0 || values.Contains("*");
        _matches = DicomDictionary.VrOf(key.Tag) switch
        {
            Vr.DA => DateOrTimeRange.Of(values.FirstOrDefault() ?? "", isTime: false),
            Vr.TM => DateOrTimeRange.Of(values.FirstOrDefault() ?? "", isTime: true),
            Vr.PN => AnyOf(values, key => candidate => NamesMatch(key, candidate)),
            Vr.UI => new HashSet<string>(values, StringComparer.Ordinal).Contains,
            Vr.IS or Vr.DS or Vr.US or Vr.SS or Vr.UL or Vr.SL or Vr.FL or Vr.FD => AnyOf(values, NumberIs),
            _ => AnyOf(values, key => candidate => Wildcard.Matches(key, candidate)),
        };
    }

    /// <summary>An empty key, or an asterisk: entities without a value match as well.</summary>
    public bool MatchesEverything { get; }

    /// <summary>One of the values of the entity matches.</summary>
    public bool Matches(DataSet candidate) => candidate.GetStrings(_tag).Any(v => v.Length > 0 && _matches(v));

    private static Func<string, bool> AnyOf(string[] keys, Func<string, Func<string, bool>> match)
    {
        Func<string, bool>[] all = [.. keys.Select(match)];
        return candidate => Array.Exists(all, m => m(candidate));
    }

    private static Func<string, bool> NumberIs(string key) =>
        double.TryParse(key, NumberStyles.Float, CultureInfo.InvariantCulture, out double wanted)
            ? candidate => double.TryParse(candidate, NumberStyles.Float, CultureInfo.InvariantCulture, out double value) && value.Equals(wanted)
            : _ => false;

    /// <summary>Each form of writing in the key has to match its own in the name; a key with one form may match any of them. PS3.5 §6.2.1.2.</summary>
    private static bool NamesMatch(string key, string candidate)
    {
        string[] wanted = Groups(key), there = Groups(candidate);
        return wanted.Length == 1
            ? Array.Exists(there, group => Wildcard.Matches(wanted[0], group))
            : wanted.Index().All(g => g.Item.Length == 0 || (g.Index < there.Length && Wildcard.Matches(g.Item, there[g.Index])));
    }

    private static string[] Groups(string name) =>
        [.. name.ToUpperInvariant().Split('=').Select(group => string.Join('^', group.Split('^').Select(part => part.Trim(' '))).TrimEnd('^'))];
}
