using System.Globalization;
using System.Text;
using System.Text.RegularExpressions;
using DicomNode.Dicom.Data;
using DicomNode.Dicom.Dictionary;
using DicomNode.Dicom.Encoding;
using DicomNode.Dicom.Json;

namespace DicomNode.Explaining;

/// <summary>
/// Elements as somebody has them at hand: the DICOM JSON model (PS3.18 Annex F), the lines of dcmdump or of our own dump, or lines "Keyword=Value". Group 0002 and CallingAeTitle,
/// CalledAeTitle become the meta information. What stands in sequences is passed over; so is what cannot be read, and that is said.
/// </summary>
internal sealed partial class PastedElements
{
    /// <summary>A header without pixels has some ten thousand characters.</summary>
    public const int MaxLength = 256 * 1024;

    private const int MaxLines = 5000, MaxRemarks = 20, LongestQuote = 60;
    private readonly DataSet _meta = new(), _elements = new DataSet().SetString(Tags.SpecificCharacterSet, "ISO_IR 192");
    private readonly List<string> _remarks = [];
    private int _unread;

    private PastedElements()
    {
    }

    /// <summary>What could not be read, and why.</summary>
    public IReadOnlyList<string> Remarks => _unread <= MaxRemarks ? _remarks : [.. _remarks, string.Create(CultureInfo.InvariantCulture, $"{_unread - MaxRemarks} lines more were not understood.")];

    public DicomFile Image => new(_meta, _elements, TransferSyntax.ExplicitVrLittleEndian);

    /// <exception cref="DicomDataException">It is too long, or JSON that is none of DICOM.</exception>
    public static PastedElements Read(string text)
    {
        if (text.Length > MaxLength)
        {
            throw new DicomDataException(string.Create(CultureInfo.InvariantCulture, $"The text has {text.Length} characters; {MaxLength} are taken."));
        }

        PastedElements pasted = new();
        string trimmed = text.TrimStart();
        if (trimmed.StartsWith('{') || trimmed.StartsWith('['))
        {
            pasted.ReadJson(trimmed);
        }
        else
        {
            pasted.ReadLines(text);
        }

        return pasted;
    }

    [GeneratedRegex(@"^\((?<group>[0-9A-Fa-f]{4}),(?<element>[0-9A-Fa-f]{4})\)(?<rest>.*)$", RegexOptions.NonBacktracking)]
    private static partial Regex DumpLine();

    [GeneratedRegex(@"^(?<key>[A-Za-z0-9]{2,64}|\(?[0-9A-Fa-f]{4},[0-9A-Fa-f]{4}\)?)\s*[=:](?<value>.*)$", RegexOptions.NonBacktracking)]
    private static partial Regex KeyLine();

    [GeneratedRegex(@"^\s+(?<vr>[A-Z?]{2})(\s\(as [^)]*\))?\s+([0-9]+\s\s)?(?<value>[^\s#].*)?$", RegexOptions.NonBacktracking)]
    private static partial Regex AfterTag();

    private void ReadJson(string text)
    {
        byte[] utf8 = Encoding.UTF8.GetBytes(text.StartsWith('[') && text.TrimEnd().EndsWith(']') ? FirstOf(text) : text);
        foreach (DataElement element in DicomJsonReader.Read(utf8, new() { ReadBulkData = static _ => default }))
        {
            (element.Tag.Group == 2 ? _meta : _elements).Set(element);
        }
    }

    /// <summary>Of an array of data sets, as DICOMweb answers, the first.</summary>
    private static string FirstOf(string array)
    {
        try
        {
            using System.Text.Json.JsonDocument document = System.Text.Json.JsonDocument.Parse(array);
            return document.RootElement.GetArrayLength() > 0 ? document.RootElement[0].GetRawText() : throw new DicomDataException("The JSON array is empty.");
        }
        catch (System.Text.Json.JsonException e)
        {
            throw new DicomDataException($"It is not JSON: {e.Message}", inner: e);
        }
    }

    private void ReadLines(string text)
    {
        int? indent = null;
        string[] lines = text.Split('\n', MaxLines + 1);
        foreach (string line in lines.Take(MaxLines))
        {
            string content = line.Trim();
            if (content.Length == 0 || content[0] == '#')
            {
                continue;
            }

            int at = line.Length - line.TrimStart().Length;
            if (DumpLine().Match(content) is { Success: true } dump && dump.Groups["rest"].Value is not ['=' or ':', ..])
            {
                indent ??= at;
                if (at == indent && !dump.Groups["group"].Value.Equals("FFFE", StringComparison.OrdinalIgnoreCase)) // deeper ones are in sequences
                {
                    ReadDump(TagOf(dump), dump.Groups["rest"].Value, content);
                }
            }
            else if (KeyLine().Match(content) is { Success: true } pair)
            {
                ReadPair(pair.Groups["key"].Value, pair.Groups["value"].Value.Trim(), content);
            }
            else
            {
                Pass(content, "it is neither KEYWORD=VALUE nor a line of a dump");
            }
        }

        if (lines.Length > MaxLines)
        {
            _remarks.Add($"Only the first {MaxLines} lines were read.");
        }
    }

    private void ReadPair(string key, string value, string line)
    {
        switch (key)
        {
            case "CallingAeTitle":
                Set(Tags.SourceApplicationEntityTitle, value, line);
                break;
            case "CalledAeTitle":
                Set(Tags.ReceivingApplicationEntityTitle, value, line);
                break;
            default:
                if ((DicomDictionary.FindByKeyword(key) ?? TryTag(key)) is { } tag)
                {
                    Set(tag, value.Trim('"'), line);
                }
                else
                {
                    Pass(line, "no element has this keyword");
                }

                break;
        }
    }

    /// <summary>dcmdump: "CS [CT]   #   2, 1 Modality"; dump: "CS        2  [CT]    Modality".</summary>
    private void ReadDump(Tag tag, string rest, string line)
    {
        if (AfterTag().Match(rest) is not { Success: true } match)
        {
            Pass(line, "there is no value representation behind the tag");
            return;
        }

        string value = match.Groups["value"].Value;
        if (value.StartsWith('['))
        {
            Set(tag, value[1..(value.LastIndexOf(']') is > 0 and int end ? end : value.Length)], line);
        }
        else if (value.StartsWith('=')) // dcmdump's name of a UID
        {
            string name = value[1..].Split(' ', '#')[0];
            Set(tag, UidNamed(name) ?? name, line);
        }
        else if (!value.StartsWith('('))
        {
            Set(tag, value.Split([" #", "  "], 2, StringSplitOptions.None)[0].Trim(), line);
        }
    }

    private void Set(Tag tag, string value, string line)
    {
        DataSet target = tag.Group == 2 ? _meta : _elements;
        Vr vr = DicomDictionary.VrOf(tag);
        string[] values = (vr == Vr.UI ? value.Split(" = ")[0] : value).Split('\\'); // our dump names UIDs behind them
        if (tag.IsPrivate || tag == Tags.SpecificCharacterSet || vr is Vr.SQ or Vr.UN || value.Length == 0)
        {
            return; // nothing that routes look at; and the text came as Unicode
        }

        try
        {
            if (vr.IsText())
            {
                target.SetString(tag, values);
            }
            else if (values.Select(v => (Is: double.TryParse(v, NumberStyles.Float, CultureInfo.InvariantCulture, out double number), Number: number)).ToArray() is var numbers && numbers.All(n => n.Is))
            {
                target.SetNumber(tag, [.. numbers.Select(n => n.Number)]);
            }
        }
        catch (Exception e) when (e is DicomDataException or OverflowException or ArgumentException or InvalidOperationException)
        {
            Pass(line, "its value is none of its value representation");
        }
    }

    private void Pass(string line, string why)
    {
        if (++_unread <= MaxRemarks)
        {
            _remarks.Add($"Passed over \"{(line.Length <= LongestQuote ? line : line[..LongestQuote] + " …")}\": {why}.");
        }
    }

    private static Tag TagOf(Match match) => new(ushort.Parse(match.Groups["group"].ValueSpan, NumberStyles.HexNumber, CultureInfo.InvariantCulture), ushort.Parse(match.Groups["element"].ValueSpan, NumberStyles.HexNumber, CultureInfo.InvariantCulture));

    private static Tag? TryTag(string key) => DumpLine().Match($"({key.Trim('(', ')')})") is { Success: true } match ? TagOf(match) : null;

    /// <summary>dcmdump writes the names of classes without spaces.</summary>
    private static string? UidNamed(string name) => Dicom.Network.StorageClasses.Common.FirstOrDefault(
        uid => DicomDictionary.FindUid(uid) is { } entry && string.Concat(entry.Name.Where(char.IsLetterOrDigit)).Equals(name, StringComparison.OrdinalIgnoreCase));
}
