using System.Buffers;
using System.Globalization;
using System.Text;
using System.Text.Json;
using DicomNode.Dicom.Data;
using DicomNode.Dicom.Dictionary;
using DicomNode.Dicom.Encoding;

namespace DicomNode.Dicom.Json;

/// <summary>
/// Reads the DICOM JSON model. PS3.18 Annex F. The data set's text is UTF-8: (0008,0005) says so where it is there, and is added where a character asks for it.
/// Forgiven, since others write it: numbers as strings and strings as numbers, a PN that is a string, vr behind Value, InlineBinary in an array.
/// </summary>
public static class DicomJsonReader
{
    private const int JsonLevelsPerSequence = 3, MaxDecimalString = 16;

    /// <param name="utf8">One JSON object.</param>
    /// <exception cref="DicomDataException">It is not JSON, or not this model; the message names the tag path and the byte.</exception>
    public static DataSet Read(ReadOnlySpan<byte> utf8, DicomJsonOptions? options = null)
    {
        Utf8JsonReader reader = new(utf8, new JsonReaderOptions { MaxDepth = (DataSetParser.MaxDepth + 2) * JsonLevelsPerSequence });
        try
        {
            reader.Read();
            DataSet dataSet = Read(ref reader, options);
            return reader.Read() ? throw new DicomDataException("More follows the JSON object.", offset: reader.TokenStartIndex) : dataSet;
        }
        catch (JsonException exception)
        {
            throw NotJson(exception, ref reader);
        }
    }

    /// <summary>Reads the object that the reader stands at the start of, and leaves it at the object's end.</summary>
    /// <inheritdoc cref="Read(ReadOnlySpan{byte}, DicomJsonOptions?)"/>
    public static DataSet Read(ref Utf8JsonReader reader, DicomJsonOptions? options = null)
    {
        Context context = new(options ?? DicomJsonOptions.Default);
        try
        {
            DataSet dataSet = ReadItem(ref reader, context, depth: 0);
            if (context.NeedsUtf8 && !dataSet.Contains(Tags.SpecificCharacterSet))
            {
                dataSet.SetString(Tags.SpecificCharacterSet, SpecificCharacterSet.Utf8.Terms[0]);
            }

            return dataSet;
        }
        catch (JsonException exception)
        {
            throw NotJson(exception, ref reader);
        }
        catch (Exception exception) when (exception is FormatException or OverflowException or InvalidOperationException or DecoderFallbackException)
        {
            throw context.Failure(ref reader, "the value is none of its VR.", exception);
        }
    }

    private static DataSet ReadItem(ref Utf8JsonReader reader, Context context, int depth)
    {
        if (reader.TokenType != JsonTokenType.StartObject)
        {
            throw context.Failure(ref reader, "an object belongs here.");
        }

        if (depth > DataSetParser.MaxDepth)
        {
            throw context.Failure(ref reader, $"more than {DataSetParser.MaxDepth} sequences stand inside one another.");
        }

        DataSet item = new() { InheritedCharacterSet = SpecificCharacterSet.Utf8, UndefinedLength = depth > 0 };
        while (reader.Read() && reader.TokenType == JsonTokenType.PropertyName)
        {
            string name = reader.GetString()!;
            if (!uint.TryParse(name, NumberStyles.AllowHexSpecifier, CultureInfo.InvariantCulture, out uint value) || name.Length != 8)
            {
                throw context.Failure(ref reader, "a property that is no tag of eight hexadecimal digits.");
            }

            context.Path.Add($"{new Tag(value)}");
            reader.Read();
            item.Append(ReadElement(ref reader, new Tag(value), context, depth));
            context.Path.RemoveAt(context.Path.Count - 1);
        }

        item.Sort(forget: true);
        return item;
    }

    /// <summary>An attribute object. What it holds is read when its VR is known, which may stand behind it.</summary>
    private static DataElement ReadElement(ref Utf8JsonReader reader, Tag tag, Context context, int depth)
    {
        if (reader.TokenType != JsonTokenType.StartObject)
        {
            throw context.Failure(ref reader, "an attribute is an object with a vr.");
        }

        Vr vr = Vr.None;
        DataElement? element = null;
        Utf8JsonReader waiting = default;
        string? waitingKey = null;
        while (reader.Read() && reader.TokenType == JsonTokenType.PropertyName)
        {
            string key = reader.GetString()!;
            reader.Read();
            switch (key)
            {
                case "vr":
                    vr = Enum.TryParse(reader.GetString(), out Vr known) && known.IsKnown() ? known : Vr.UN;
                    break;
                case "Value" or "InlineBinary" or "BulkDataURI" when vr != Vr.None:
                    element = ReadContent(ref reader, key, tag, vr, context, depth);
                    break;
                case "Value" or "InlineBinary" or "BulkDataURI":
                    waiting = reader;
                    waitingKey = key;
                    reader.Skip();
                    break;
                default:
                    reader.Skip();
                    break;
            }
        }

        vr = vr == Vr.None ? DicomDictionary.VrOf(tag) : vr;
        return waitingKey is not null && element is null ? ReadContent(ref waiting, waitingKey, tag, vr, context, depth)
            : element ?? (vr == Vr.SQ ? new SequenceElement(tag, []) : new ValueElement(tag, vr, default));
    }

    private static DataElement ReadContent(ref Utf8JsonReader reader, string key, Tag tag, Vr vr, Context context, int depth)
    {
        if (key == "Value")
        {
            return vr == Vr.SQ ? ReadSequence(ref reader, tag, context, depth) : new ValueElement(tag, vr, ReadValues(ref reader, tag, vr, context));
        }

        bool isArray = reader.TokenType == JsonTokenType.StartArray;
        if (isArray)
        {
            reader.Read();
        }

        ReadOnlyMemory<byte> bytes = key == "InlineBinary" ? reader.GetBytesFromBase64() : ReadBulkData(ref reader, context);
        if (isArray && (!reader.Read() || reader.TokenType != JsonTokenType.EndArray))
        {
            throw context.Failure(ref reader, $"{key} is one string.");
        }

        return EncapsulatedValue.Parse(tag, vr, bytes.Span) is FragmentsElement fragments ? fragments
            : vr == Vr.SQ ? throw context.Failure(ref reader, "a sequence has items.")
            : new ValueElement(tag, vr, bytes);
    }

    private static ReadOnlyMemory<byte> ReadBulkData(ref Utf8JsonReader reader, Context context) =>
        context.Options.ReadBulkData is { } read ? read(reader.GetString() ?? "") : throw context.Failure(ref reader, "the value is elsewhere (BulkDataURI), and nothing fetches it.");

    private static SequenceElement ReadSequence(ref Utf8JsonReader reader, Tag tag, Context context, int depth)
    {
        List<DataSet> items = [];
        ExpectArray(ref reader, context);
        string self = context.Path[^1];
        while (reader.Read() && reader.TokenType != JsonTokenType.EndArray)
        {
            context.Path[^1] = $"{self}[{items.Count + 1}]";
            items.Add(reader.TokenType == JsonTokenType.Null ? new DataSet { InheritedCharacterSet = SpecificCharacterSet.Utf8, UndefinedLength = true } : ReadItem(ref reader, context, depth + 1));
        }

        context.Path[^1] = self;
        return new SequenceElement(tag, items);
    }

    private static byte[] ReadValues(ref Utf8JsonReader reader, Tag tag, Vr vr, Context context)
    {
        ExpectArray(ref reader, context);
        if (vr is Vr.OB or Vr.OD or Vr.OF or Vr.OL or Vr.OV or Vr.OW or Vr.UN)
        {
            throw context.Failure(ref reader, $"a value of {vr} stands as InlineBinary.");
        }

        List<string> texts = [];
        using MemoryStream numbers = new();
        while (reader.Read() && reader.TokenType != JsonTokenType.EndArray)
        {
            string text = reader.TokenType switch
            {
                JsonTokenType.Null => "",
                JsonTokenType.String => reader.GetString()!,
                JsonTokenType.Number => TextEncoding.ASCII.GetString(reader.HasValueSequence ? reader.ValueSequence.ToArray() : reader.ValueSpan),
                JsonTokenType.StartObject when vr == Vr.PN => ReadPersonName(ref reader, context),
                _ => throw context.Failure(ref reader, $"no value of {vr}."),
            };
            if (!vr.IsText())
            {
                numbers.Write(text.Length == 0 ? [] : BinaryNumber.Parse(vr, text));
                continue;
            }

            texts.Add(vr == Vr.DS && text.Length > MaxDecimalString && reader.TokenType == JsonTokenType.Number ? DecimalString.Format(double.Parse(text, CultureInfo.InvariantCulture)) : text);
        }

        return vr.IsText() ? Text(tag, vr, texts, context) : numbers.ToArray();
    }

    private static byte[] Text(Tag tag, Vr vr, List<string> values, Context context)
    {
        string joined = tag == Tags.SpecificCharacterSet ? SpecificCharacterSet.Utf8.Terms[0] : string.Join('\\', values);
        bool isAscii = Ascii.IsValid(joined);
        context.NeedsUtf8 |= !isAscii && vr.UsesCharacterSet();
        byte[] bytes = vr.UsesCharacterSet() || isAscii ? TextEncoding.UTF8.GetBytes(joined) : TextEncoding.Latin1.GetBytes(joined);
        return bytes.Length % 2 == 0 ? bytes : [.. bytes, vr.PaddingByte()];
    }

    private static string ReadPersonName(ref Utf8JsonReader reader, Context context)
    {
        string[] groups = ["", "", ""];
        while (reader.Read() && reader.TokenType == JsonTokenType.PropertyName)
        {
            int group = PersonNameGroups.Names.ToList().IndexOf(reader.GetString()!);
            reader.Read();
            if (group < 0)
            {
                throw context.Failure(ref reader, "a PN has the groups Alphabetic, Ideographic and Phonetic.");
            }

            groups[group] = reader.GetString() ?? "";
        }

        return string.Join('=', groups).TrimEnd('=');
    }

    private static void ExpectArray(ref Utf8JsonReader reader, Context context)
    {
        if (reader.TokenType != JsonTokenType.StartArray)
        {
            throw context.Failure(ref reader, "Value is an array.");
        }
    }

    private static DicomDataException NotJson(JsonException exception, ref Utf8JsonReader reader) =>
        new($"Not JSON, at byte {reader.BytesConsumed}: line {exception.LineNumber + 1}.", offset: reader.BytesConsumed, inner: exception);

    private sealed class Context(DicomJsonOptions options)
    {
        public DicomJsonOptions Options { get; } = options;

        /// <summary>(0040,0275)[2], (0008,0100)</summary>
        public List<string> Path { get; } = [];

        public bool NeedsUtf8 { get; set; }

        public DicomDataException Failure(ref Utf8JsonReader reader, string what, Exception? inner = null) =>
            new($"{string.Join('.', Path)} at byte {reader.TokenStartIndex}: {what}", offset: reader.TokenStartIndex, inner: inner);
    }
}
