using DicomNode.Dicom.Data;
using DicomNode.Dicom.Dictionary;

namespace DicomNode.Dicom.Network.Query;

/// <summary>
/// What a C-FIND of the study root model asks for: a level, and keys. Pure. PS3.4 §C.4.1.1.3.
/// A unique key above the level may be missing: it matches everything then, as if relational queries were agreed on (§C.4.1.2.2.2).
/// </summary>
public sealed class QueryIdentifier
{
    private readonly DataSet _keys;
    private readonly KeyMatch[] _matches;
    private readonly Tag[] _returned;

    private QueryIdentifier(QueryLevel level, DataSet keys)
    {
        Level = level;
        _keys = keys;
        DataElement[] asked = [.. keys.Where(k => !IsControl(k.Tag))];
        DataElement[] supported = [.. asked.Where(k => QueryAttributes.IsSupported(k.Tag, level) && k is ValueElement)];
        HasUnsupportedKeys = supported.Length < asked.Length;
        _matches = [.. supported.Select(k => new KeyMatch((ValueElement)k, keys)).Where(m => !m.MatchesEverything)];
        _returned = [.. supported.Select(k => k.Tag).Concat(UniqueKeys(level)).Distinct()];
    }

    public QueryLevel Level { get; }

    /// <summary>All that the query says, as it came.</summary>
    public DataSet Keys => _keys.Clone();

    /// <summary>Some keys are not matched and not returned: every answer says so by its status, FF01H. PS3.4 §C.2.2.1.3.</summary>
    public bool HasUnsupportedKeys { get; }

    /// <exception cref="QueryRefusedException">There is no such level in the study root model.</exception>
    public static QueryIdentifier Parse(DataSet identifier) => identifier.GetString(Tags.QueryRetrieveLevel) switch
    {
        "STUDY" => new(QueryLevel.Study, identifier),
        "SERIES" => new(QueryLevel.Series, identifier),
        "IMAGE" => new(QueryLevel.Image, identifier),
        _ => throw new QueryRefusedException(DimseStatus.DataSetDoesNotMatchSopClass, "Query/Retrieve Level is not STUDY, SERIES or IMAGE"),
    };

    /// <summary>The UIDs that the query asks for at a level, by which a host narrows its search; empty: all.</summary>
    public IReadOnlyList<string> Uids(QueryLevel level) => [.. _keys.GetStrings(QueryAttributes.UniqueKey(level)).Where(u => u.Length > 0 && u != "*")];

    /// <summary>All keys match.</summary>
    /// <param name="candidate">An entity of the level: its own attributes and those of the levels above.</param>
    public bool Matches(DataSet candidate) => Array.TrueForAll(_matches, m => m.Matches(candidate));

    /// <summary>The answer for a match: the keys that were asked for and are supported, empty where the entity has no value, and the unique keys. PS3.4 §C.4.1.1.3.2.</summary>
    public DataSet Answer(DataSet candidate)
    {
        DataSet answer = new DataSet().CopyFrom(candidate, Tags.SpecificCharacterSet)
            .CopyFrom(_keys, Tags.QueryRetrieveLevel);
        foreach (Tag tag in _returned)
        {
            answer.Set(candidate[tag] ?? new ValueElement(tag, DicomDictionary.VrOf(tag), default));
        }

        return answer;
    }

    private static bool IsControl(Tag tag) => tag.IsGroupLength || tag == Tags.QueryRetrieveLevel || tag == Tags.SpecificCharacterSet || tag == Tags.TimezoneOffsetFromUtc;

    private static IEnumerable<Tag> UniqueKeys(QueryLevel level) =>
        Enumerable.Range((int)QueryLevel.Study, level - QueryLevel.Study + 1).Select(l => QueryAttributes.UniqueKey((QueryLevel)l));
}
