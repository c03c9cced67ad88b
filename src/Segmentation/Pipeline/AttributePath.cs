using System.Diagnostics.CodeAnalysis;
using System.Globalization;
using DicomNode.Dicom.Data;
using DicomNode.Dicom.Dictionary;

namespace DicomNode.Segmentation.Pipeline;

/// <summary>An attribute by name: a keyword of PS3.6 or gggg,eeee; dots lead into the first item of a sequence.</summary>
public sealed class AttributePath
{
    private readonly Tag[] _tags;

    private AttributePath(Tag[] tags) => _tags = tags;

    public static bool TryParse(string text, [NotNullWhen(true)] out AttributePath? path)
    {
        Tag?[] tags = [.. text.Split('.').Select(part => DicomDictionary.FindByKeyword(part) ?? Number(part))];
        path = Array.TrueForAll(tags, t => t is not null) ? new AttributePath([.. tags.Select(t => t!.Value)]) : null;
        return path is not null;
    }

    /// <summary>The values as text; null: the attribute is not there, or empty.</summary>
    public IReadOnlyList<string>? Read(DataSet data)
    {
        foreach (Tag sequence in _tags.SkipLast(1))
        {
            if (data.GetItems(sequence) is not [DataSet first, ..])
            {
                return null;
            }

            data = first;
        }

        if (data.GetItems(_tags[^1]).Count > 0)
        {
            return []; // a sequence is there and has no text
        }

        string[] values = [.. data.GetStrings(_tags[^1]).Where(v => v.Length > 0)];
        return values.Length > 0 ? values : null;
    }

    private static Tag? Number(string text) =>
        text.Length == 9 && text[4] == ',' && ushort.TryParse(text[..4], NumberStyles.AllowHexSpecifier, CultureInfo.InvariantCulture, out ushort group)
        && ushort.TryParse(text[5..], NumberStyles.AllowHexSpecifier, CultureInfo.InvariantCulture, out ushort element)
            ? new Tag(group, element)
            : null;
}
