using DicomNode.Dicom.Data;
using DicomNode.Dicom.Dictionary;

namespace DicomNode.Conformance;

/// <summary>The attributes of an object, and where their values come from: from two that differ in everything, and an image behind the first.</summary>
internal static class AttributeTable
{
    private const int LongestValue = 64;

    public static IEnumerable<IReadOnlyList<string>> Of(DataSet one, DataSet other, DataSet source) => Of(one, other, source, 0);

    private static IEnumerable<IReadOnlyList<string>> Of(DataSet one, DataSet? other, DataSet? source, int depth)
    {
        foreach (DataElement element in one)
        {
            DictionaryEntry? entry = DicomDictionary.Find(element.Tag);
            string name = $"{string.Concat(Enumerable.Repeat(">", depth))}{entry?.Name ?? "private"}", tag = $"{element.Tag}", vr = $"{element.Vr}";
            if (element is SequenceElement sequence)
            {
                yield return [name, tag, vr, sequence.Items.Count == 0 ? "empty" : ""];
                if (sequence.Items.Count > 0)
                {
                    foreach (IReadOnlyList<string> row in Of(sequence.Items[0], FirstItem(other, element.Tag), FirstItem(source, element.Tag), depth + 1))
                    {
                        yield return row;
                    }
                }
            }
            else
            {
                yield return [name, tag, vr, Origin(one, other, source, element)];
            }
        }
    }

    private static string Origin(DataSet one, DataSet? other, DataSet? source, DataElement element)
    {
        if (element is not ValueElement value)
        {
            return "made";
        }

        if (value.Bytes.IsEmpty)
        {
            return "empty";
        }

        string text = Text(one, element.Tag);
        return other is not null && other[element.Tag] is ValueElement twin && twin.Bytes.Span.SequenceEqual(value.Bytes.Span) ? Fixed(text)
            : source is not null && source.Contains(element.Tag) && Text(source, element.Tag) == text ? "image"
            : "made";
    }

    private static string Fixed(string text) => text.Length is 0 or > LongestValue ? "fixed" : $"fixed: {text}";

    private static string Text(DataSet dataSet, Tag tag) => dataSet[tag] is ValueElement { Vr: Vr.OB or Vr.OW or Vr.UN or Vr.OF or Vr.OD or Vr.OL or Vr.OV } ? "" : string.Join('\\', dataSet.GetStrings(tag));

    private static DataSet? FirstItem(DataSet? dataSet, Tag tag) => dataSet?.GetItems(tag) is { Count: > 0 } items ? items[0] : null;
}
