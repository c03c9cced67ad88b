using System.Collections.Frozen;
using System.Globalization;
using DicomNode.Dicom.Data;

namespace DicomNode.Dicom.Dictionary;

/// <summary>One row of PS3.6.</summary>
/// <param name="Vr">The VR; where the standard allows several (US or SS, OB or OW), the first.</param>
/// <param name="Multiplicity">As in the standard: 1, 1-n, 2-2n, …</param>
public sealed record DictionaryEntry(string Keyword, string Name, Vr Vr, string Multiplicity, bool Retired)
{
    /// <summary>Where the standard allows several VRs, the last of them; otherwise <see cref="Vr.None"/>.</summary>
    public Vr LastVr { get; init; }
}

/// <summary>One row of PS3.6 annex A.</summary>
public sealed record UidEntry(string Uid, string Type, string Keyword, string Name, bool Retired);

/// <summary>Looks up what PS3.6 says of a tag, a keyword or a UID. Parsed once, at first use.</summary>
public static class DicomDictionary
{
    private static readonly Lazy<Index> s_index = new(Index.Build);

    /// <summary>Null for private elements and those that PS3.6 does not list. Repeating groups (60xx, 50xx, …) are found.</summary>
    public static DictionaryEntry? Find(Tag tag)
    {
        Index index = s_index.Value;
        if (index.ByTag.TryGetValue(tag, out DictionaryEntry? entry))
        {
            return entry;
        }

        if (tag.IsPrivate)
        {
            return null;
        }

        foreach ((uint mask, uint value, DictionaryEntry repeating) in index.Repeating)
        {
            if ((tag.Value & mask) == value)
            {
                return repeating;
            }
        }

        return null;
    }

    /// <summary>The VR for writing or for implicit VR reading: UL for group lengths, LO for private creators, UN for what is unknown. PS3.5 §A.1.</summary>
    public static Vr VrOf(Tag tag) => Find(tag)?.Vr ?? (tag.IsGroupLength ? Vr.UL : tag.IsPrivateCreator ? Vr.LO : Vr.UN);

    /// <summary>The tag of a keyword of the standard (PatientID), or null.</summary>
    public static Tag? FindByKeyword(string keyword) => s_index.Value.ByKeyword.TryGetValue(keyword, out Tag tag) ? tag : null;

    public static UidEntry? FindUid(string uid) => s_index.Value.ByUid.GetValueOrDefault(uid);

    /// <param name="type">As in PS3.6: "SOP Class", "Transfer Syntax", …</param>
    /// <returns>Those of a type, ordered by UID.</returns>
    public static IEnumerable<UidEntry> UidsOf(string type) => s_index.Value.ByUid.Values.Where(u => u.Type == type).OrderBy(u => u.Uid, StringComparer.Ordinal);

    private sealed record Index(
        FrozenDictionary<Tag, DictionaryEntry> ByTag,
        FrozenDictionary<string, Tag> ByKeyword,
        (uint Mask, uint Value, DictionaryEntry Entry)[] Repeating,
        FrozenDictionary<string, UidEntry> ByUid)
    {
        public static Index Build()
        {
            Dictionary<Tag, DictionaryEntry> byTag = new(5000);
            Dictionary<string, Tag> byKeyword = new(5000, StringComparer.Ordinal);
            List<(uint, uint, DictionaryEntry)> repeating = [];
            foreach (ReadOnlySpan<char> line in DictionaryTables.Elements.AsSpan().EnumerateLines())
            {
                if (line.IsEmpty)
                {
                    continue;
                }

                string[] f = line.ToString().Split('|');
                DictionaryEntry entry = new(f[3], f[4], ParseVr(f[1]), f[2], f[5] == "R") { LastVr = f[1].Contains('/') ? ParseVr(f[1][(f[1].LastIndexOf('/') + 1)..]) : Vr.None };
                if (f[0].Contains('x', StringComparison.Ordinal))
                {
                    uint mask = uint.Parse(string.Concat(f[0].Select(c => c == 'x' ? '0' : 'F')), NumberStyles.HexNumber, CultureInfo.InvariantCulture);
                    repeating.Add((mask, uint.Parse(f[0].Replace('x', '0'), NumberStyles.HexNumber, CultureInfo.InvariantCulture), entry));
                    continue;
                }

                Tag tag = new(uint.Parse(f[0], NumberStyles.HexNumber, CultureInfo.InvariantCulture));
                byTag[tag] = entry;
                byKeyword.TryAdd(entry.Keyword, tag);
            }

            Dictionary<string, UidEntry> byUid = new(500, StringComparer.Ordinal);
            foreach (ReadOnlySpan<char> line in DictionaryTables.Uids.AsSpan().EnumerateLines())
            {
                if (!line.IsEmpty)
                {
                    string[] f = line.ToString().Split('|');
                    byUid[f[0]] = new(f[0], f[1], f[2], f[3], f[4] == "R");
                }
            }

            return new(byTag.ToFrozenDictionary(), byKeyword.ToFrozenDictionary(StringComparer.Ordinal), [.. repeating], byUid.ToFrozenDictionary(StringComparer.Ordinal));
        }

        private static Vr ParseVr(string text) => Enum.TryParse(text.Split('/')[0], out Vr vr) ? vr : Vr.UN;
    }
}
