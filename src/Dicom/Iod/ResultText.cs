using System.Text;
using DicomNode.Dicom.Data;
using DicomNode.Dicom.Dictionary;

namespace DicomNode.Dicom.Iod;

/// <summary>
/// One object has one character set, and most of its text is the source's. While our own text is ASCII, which every character set contains,
/// the source's bytes are kept as they are. When it is not, the copied text is written again in UTF-8.
/// </summary>
internal static class ResultText
{
    /// <returns>The source's header, or a copy of it in ISO_IR 192 when <paramref name="ownTexts"/> need that.</returns>
    public static DataSet Prepare(DataSet source, IEnumerable<string?> ownTexts)
    {
        bool ascii = ownTexts.All(t => t is null || Ascii.IsValid(t));
        return ascii || source.CharacterSet.Terms.Contains("ISO_IR 192") ? source : ToUtf8(source, source.CharacterSet).SetString(Tags.SpecificCharacterSet, "ISO_IR 192");
    }

    private static DataSet ToUtf8(DataSet source, SpecificCharacterSet inherited)
    {
        DataSet result = new() { InheritedCharacterSet = SpecificCharacterSet.Utf8, UndefinedLength = source.UndefinedLength };
        SpecificCharacterSet characterSet = source.Contains(Tags.SpecificCharacterSet) ? source.CharacterSet : inherited;
        foreach (DataElement element in source)
        {
            if (element.Tag != Tags.SpecificCharacterSet)
            {
                result.Set(ToUtf8(element, characterSet));
            }
        }

        return result;
    }

    private static DataElement ToUtf8(DataElement element, SpecificCharacterSet characterSet)
    {
        if (element is SequenceElement sequence)
        {
            return new SequenceElement(sequence.Tag, [.. sequence.Items.Select(i => ToUtf8(i, characterSet))]) { UndefinedLength = sequence.UndefinedLength };
        }

        if (element is not ValueElement value || !value.Vr.UsesCharacterSet() || Ascii.IsValid(value.Bytes.Span) && !value.Bytes.Span.Contains((byte)0x1B))
        {
            return element;
        }

        string text = string.Join('\\', characterSet.Decode(value.Vr, value.Bytes.Span));
        byte[] bytes = TextEncoding.UTF8.GetBytes(text);
        return new ValueElement(value.Tag, value.Vr, bytes.Length % 2 == 0 ? bytes : [.. bytes, value.Vr.PaddingByte()]);
    }
}
