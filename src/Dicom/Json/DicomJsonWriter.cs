using System.Text.Json;
using DicomNode.Dicom.Data;
using DicomNode.Dicom.Dictionary;
using DicomNode.Dicom.Encoding;

namespace DicomNode.Dicom.Json;

/// <summary>
/// Writes a data set in the DICOM JSON model. PS3.18 Annex F. Text is UTF-8 there, so (0008,0005), where it is, says ISO_IR 192.
/// DS and IS are numbers with the digits they have, and strings where those digits are no JSON number (+1.5, .5); SV and UV beyond 2^53 are strings (§F.2.3).
/// What the standard leaves open: NaN and the infinities of FL and FD are the strings "NaN", "Infinity" and "-Infinity"; bytes that are no whole number of
/// values stand as UN; encapsulated pixel data that stay inline are the bytes of their items.
/// </summary>
public static class DicomJsonWriter
{
    private const long LargestExact = 1L << 53;

    /// <summary>The data set as one JSON object in UTF-8.</summary>
    public static byte[] ToArray(DataSet dataSet, DicomJsonOptions? options = null)
    {
        using MemoryStream stream = new();
        using (Utf8JsonWriter writer = new(stream))
        {
            Write(writer, dataSet, options);
        }

        return stream.ToArray();
    }

    /// <exception cref="DicomDataException">Sequences stand deeper inside one another than can be read.</exception>
    public static void Write(Utf8JsonWriter writer, DataSet dataSet, DicomJsonOptions? options = null) => WriteItem(writer, dataSet, options ?? DicomJsonOptions.Default, depth: 0);

    private static void WriteItem(Utf8JsonWriter writer, DataSet dataSet, DicomJsonOptions options, int depth)
    {
        if (depth > DataSetParser.MaxDepth)
        {
            throw new DicomDataException($"More than {DataSetParser.MaxDepth} sequences stand inside one another.");
        }

        writer.WriteStartObject();
        Span<char> name = stackalloc char[8];
        foreach (DataElement element in dataSet)
        {
            if (element.Tag.IsGroupLength)
            {
                continue; // §F.2.2: they shall not be included
            }

            element.Tag.Value.TryFormat(name, out _, "X8");
            writer.WriteStartObject(name);
            switch (element)
            {
                case SequenceElement sequence:
                    WriteSequence(writer, sequence, options, depth);
                    break;
                case FragmentsElement fragments:
                    WriteBinary(writer, fragments, fragments.Vr, options, () => EncapsulatedValue.ToArray(fragments));
                    break;
                case ValueElement value:
                    WriteValue(writer, dataSet, value, options);
                    break;
            }

            writer.WriteEndObject();
        }

        writer.WriteEndObject();
    }

    private static void WriteSequence(Utf8JsonWriter writer, SequenceElement sequence, DicomJsonOptions options, int depth)
    {
        writer.WriteString("vr"u8, "SQ"u8);
        if (sequence.Items.Count == 0)
        {
            return;
        }

        writer.WriteStartArray("Value"u8);
        foreach (DataSet item in sequence.Items)
        {
            WriteItem(writer, item, options, depth + 1);
        }

        writer.WriteEndArray();
    }

    private static void WriteValue(Utf8JsonWriter writer, DataSet dataSet, ValueElement element, DicomJsonOptions options)
    {
        int unit = element.Vr == Vr.AT ? 4 : element.Vr.UnitSize();
        if (IsBinary(element.Vr) || element.Bytes.Length % unit != 0)
        {
            WriteBinary(writer, element, IsBinary(element.Vr) ? element.Vr : Vr.UN, options, () => element.Bytes);
            return;
        }

        writer.WriteString("vr"u8, element.Vr.ToString());
        IReadOnlyList<string> texts = element.Vr.IsText() ? dataSet.GetStrings(element.Tag) : [];
        if (element.Bytes.IsEmpty || texts is [""])
        {
            return;
        }

        if (UriOf(element, element.Bytes.Length, options) is string uri)
        {
            writer.WriteString("BulkDataURI"u8, uri);
            return;
        }

        writer.WriteStartArray("Value"u8);
        if (element.Tag == Tags.SpecificCharacterSet)
        {
            writer.WriteStringValue(SpecificCharacterSet.Utf8.Terms[0]);
        }
        else if (element.Vr.IsText())
        {
            foreach (string text in texts)
            {
                WriteText(writer, element.Vr, text);
            }
        }
        else
        {
            for (int at = 0; at < element.Bytes.Length; at += unit)
            {
                BinaryNumber.Write(writer, element.Vr, element.Bytes.Span[at..], LargestExact);
            }
        }

        writer.WriteEndArray();
    }

    private static void WriteText(Utf8JsonWriter writer, Vr vr, string text)
    {
        switch (vr)
        {
            case var _ when text.Length == 0 || (vr == Vr.PN && text.All(c => c == '=')):
                writer.WriteNullValue(); // §F.2.5
                break;
            case Vr.PN:
                WritePersonName(writer, text);
                break;
            case Vr.DS or Vr.IS when IsJsonNumber(text):
                writer.WriteRawValue(text);
                break;
            default:
                writer.WriteStringValue(text);
                break;
        }
    }

    private static void WritePersonName(Utf8JsonWriter writer, string text)
    {
        writer.WriteStartObject();
        string[] groups = text.Split('=', PersonNameGroups.Names.Count);
        for (int i = 0; i < groups.Length; i++)
        {
            if (groups[i].Length > 0)
            {
                writer.WriteString(PersonNameGroups.Names[i], groups[i]);
            }
        }

        writer.WriteEndObject();
    }

    private static void WriteBinary(Utf8JsonWriter writer, DataElement element, Vr vr, DicomJsonOptions options, Func<ReadOnlyMemory<byte>> value)
    {
        writer.WriteString("vr"u8, vr.ToString());
        if (element is FragmentsElement && UriOf(element, int.MaxValue, options) is string whole)
        {
            writer.WriteString("BulkDataURI"u8, whole);
            return;
        }

        ReadOnlyMemory<byte> bytes = value();
        if (UriOf(element, bytes.Length, options) is string uri)
        {
            writer.WriteString("BulkDataURI"u8, uri);
        }
        else if (!bytes.IsEmpty)
        {
            writer.WriteBase64String("InlineBinary"u8, bytes.Span);
        }
    }

    /// <summary>UIDs, names and times are never elsewhere: §F.2.2 lists the VRs that may be.</summary>
    private static string? UriOf(DataElement element, int length, DicomJsonOptions options) =>
        length > options.BulkDataThreshold && (!element.Vr.IsText() || element.Vr is Vr.DS or Vr.IS or Vr.LT or Vr.ST or Vr.UC or Vr.UT) ? options.BulkDataUri?.Invoke(element) : null;

    private static bool IsBinary(Vr vr) => vr is Vr.None or Vr.OB or Vr.OD or Vr.OF or Vr.OL or Vr.OV or Vr.OW or Vr.UN || !vr.IsKnown();

    /// <summary>RFC 8259 §6: no plus sign, no leading zero, digits on both sides of the point.</summary>
    private static bool IsJsonNumber(string text)
    {
        ReadOnlySpan<char> rest = text.AsSpan(text[0] == '-' ? 1 : 0);
        if (text.Length > 64 || rest.IsEmpty || !char.IsAsciiDigit(rest[0]) || (rest[0] == '0' && rest.Length > 1 && char.IsAsciiDigit(rest[1])))
        {
            return false;
        }

        rest = AfterDigits(rest, out bool isNumber);
        if (rest is ['.', ..])
        {
            rest = AfterDigits(rest[1..], out isNumber);
        }

        if (isNumber && rest is ['e' or 'E', ..])
        {
            rest = AfterDigits(rest[1..] is ['+' or '-', ..] ? rest[2..] : rest[1..], out isNumber);
        }

        return isNumber && rest.IsEmpty;
    }

    private static ReadOnlySpan<char> AfterDigits(ReadOnlySpan<char> text, out bool hasDigits)
    {
        ReadOnlySpan<char> rest = text.TrimStart("0123456789");
        hasDigits = rest.Length < text.Length;
        return rest;
    }
}
