using System.Globalization;
using System.Text;
using DicomNode.Dicom.Data;
using DicomNode.Dicom.Dictionary;
using DicomNode.Dicom.Encoding;

namespace DicomNode.Cli;

/// <summary>
/// A data set as lines: tag, VR, length in bytes, value (shortened), keyword; items indented below their sequence. Characters that could steer
/// a terminal are shown by their codes.
/// </summary>
internal sealed class DataSetText(TextWriter output, CancellationToken cancellationToken)
{
    private const int LongestValue = 64, MostBytes = 16;

    public async Task WriteAsync(DicomFile file)
    {
        foreach (string remark in file.Remarks)
        {
            await LineAsync(0, $"# {remark}");
        }

        await WriteAsync(file.Meta, 0);
        await LineAsync(0, $"# {file.TransferSyntax}{(file.DataSet.IsInOrder ? "" : "; tags out of order or twice")}");
        await WriteAsync(file.DataSet, 0);
        if (!file.DataSet.TrailingBytes.IsEmpty)
        {
            await LineAsync(0, $"# {file.DataSet.TrailingBytes.Length} bytes behind the last element");
        }
    }

    private async Task WriteAsync(DataSet dataSet, int depth)
    {
        foreach (DataElement element in dataSet)
        {
            string keyword = element.Tag.IsPrivate ? (element.Tag.IsPrivateCreator ? "PrivateCreator" : "") : DicomDictionary.Find(element.Tag)?.Keyword ?? "";
            string vr = element.StreamVr is string code ? $"{element.Vr} (as {Printable(code)})" : $"{element.Vr}";
            switch (element)
            {
                case SequenceElement sequence:
                    await LineAsync(depth, Columns(element.Tag, vr, "", $"{sequence.Items.Count} item(s), {Length(sequence.UndefinedLength)}", keyword));
                    for (int i = 0; i < sequence.Items.Count; i++)
                    {
                        await LineAsync(depth + 1, $"item {i + 1}, {Length(sequence.Items[i].UndefinedLength)}{(sequence.Items[i].IsInOrder ? "" : ", tags out of order or twice")}");
                        await WriteAsync(sequence.Items[i], depth + 2);
                    }

                    break;
                case FragmentsElement fragments:
                    long bytes = fragments.Fragments.Sum(f => (long)f.Length);
                    await LineAsync(depth, Columns(
                        element.Tag, vr, $"{bytes}", $"{fragments.Fragments.Count} fragment(s), basic offset table of {fragments.BasicOffsetTable.Length / 4}", keyword));
                    break;
                case ValueElement value:
                    await LineAsync(depth, Columns(element.Tag, vr, $"{value.Bytes.Length}", Value(dataSet, value), keyword));
                    break;
            }
        }
    }

    private static string Columns(Tag tag, string vr, string length, string value, string keyword) => $"{tag} {vr,-2} {length,8}  {value,-40}  {keyword}".TrimEnd();

    private static string Length(bool undefined) => undefined ? "undefined length" : "known length";

    private static string Value(DataSet dataSet, ValueElement element)
    {
        if (element.Bytes.IsEmpty)
        {
            return "";
        }

        if (!element.Vr.IsText() && element.Vr is Vr.UN or Vr.OB or Vr.OW or Vr.OD or Vr.OF or Vr.OL or Vr.OV)
        {
            ReadOnlySpan<byte> bytes = element.Bytes.Span;
            return Convert.ToHexString(bytes[..Math.Min(bytes.Length, MostBytes)]) + (bytes.Length > MostBytes ? " …" : "");
        }

        ValueElement start = element.Bytes.Length <= 4 * LongestValue ? element : new(element.Tag, element.Vr, element.Bytes[..(4 * LongestValue)]);
        DataSet shown = new DataSet { InheritedCharacterSet = dataSet.CharacterSet }.Set(start);
        string text = Printable(string.Join('\\', shown.GetStrings(element.Tag)));
        if (element.Vr == Vr.UI && DicomDictionary.FindUid(text) is UidEntry uid)
        {
            text = $"{text} = {uid.Name}";
        }

        text = element.Vr.IsText() ? $"[{text}]" : text;
        return text.Length <= LongestValue && start == element ? text : text[..Math.Min(text.Length, LongestValue)] + " …";
    }

    private static string Printable(string text)
    {
        if (!text.Any(IsUnprintable))
        {
            return text;
        }

        StringBuilder printable = new(text.Length + 16);
        foreach (char c in text)
        {
            printable.Append(IsUnprintable(c) ? $"<{(int)c:X2}>" : $"{c}");
        }

        return printable.ToString();
    }

    /// <summary>Controls, and what turns the direction of writing around.</summary>
    private static bool IsUnprintable(char c) => char.IsControl(c) || char.GetUnicodeCategory(c) is UnicodeCategory.Format or UnicodeCategory.LineSeparator or UnicodeCategory.ParagraphSeparator;

    private Task LineAsync(int depth, string text) => output.WriteLineAsync((new string(' ', 2 * depth) + text).AsMemory(), cancellationToken);
}
