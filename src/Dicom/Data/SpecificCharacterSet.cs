using System.Globalization;
using System.Text;

namespace DicomNode.Dicom.Data;

/// <summary>How the text of a data set is encoded. PS3.5 §6.1, PS3.3 §C.12.1.1.2.</summary>
public sealed class SpecificCharacterSet
{
    private readonly TextEncoding? _whole;
    private readonly CodeExtension _extension;

    private SpecificCharacterSet(IReadOnlyList<string> terms)
    {
        Terms = terms;
        _whole = terms.Select(WholeEncoding).FirstOrDefault(e => e is not null);
        GraphicSet?[] sets = [.. terms.Select(t => GraphicSet.Find(RegistryNumber(t)))];
        GraphicSet? first = sets is [GraphicSet initial, ..] ? initial : null;
        _extension = new(
            first == GraphicSet.Katakana ? GraphicSet.Romaji : GraphicSet.Ascii,
            first is { IsG1: true } ? first : null,
            [.. sets.OfType<GraphicSet>().Where(s => s != GraphicSet.Ascii)]);
    }

    /// <summary>ISO_IR 6: what holds without (0008,0005).</summary>
    public static SpecificCharacterSet Default { get; } = new([]);

    /// <summary>ISO_IR 192, UTF-8.</summary>
    public static SpecificCharacterSet Utf8 { get; } = new(["ISO_IR 192"]);

    /// <summary>The defined terms, as in (0008,0005).</summary>
    public IReadOnlyList<string> Terms { get; }

    /// <summary>Terms that are not understood are passed over: text is then read as ISO 8859-1 where nothing else explains a byte.</summary>
    /// <param name="value">The bytes of (0008,0005).</param>
    public static SpecificCharacterSet Parse(ReadOnlySpan<byte> value)
    {
        string text = TextEncoding.ASCII.GetString(value).TrimEnd(' ', '\0');
        return text switch
        {
            "" or "ISO_IR 6" => Default,
            "ISO_IR 192" => Utf8,
            _ => new([.. text.Split('\\').Select(t => t.Trim())]),
        };
    }

    /// <summary>The values of a text element, split at the backslash (not for single text VRs) and stripped of padding.</summary>
    public IReadOnlyList<string> Decode(Vr vr, ReadOnlySpan<byte> bytes)
    {
        string text = DecodeAll(vr, bytes);
        return vr.IsSingleText() ? [text.TrimEnd(' ', '\0')]
            : text.Contains('\\', StringComparison.Ordinal) ? [.. text.Split('\\').Select(t => t.Trim(' ', '\0'))]
            : [text.Trim(' ', '\0')];
    }

    /// <param name="text">Values already joined by backslashes.</param>
    /// <exception cref="DicomDataException">A character is not in this character set, or the VR takes ASCII only.</exception>
    public byte[] Encode(Vr vr, string text)
    {
        if (Ascii.IsValid(text))
        {
            return TextEncoding.ASCII.GetBytes(text);
        }

        if (!vr.UsesCharacterSet())
        {
            throw new DicomDataException($"A {vr} takes characters of the default repertoire only.");
        }

        return TryEncodeWhole(text) ?? (_whole is null ? _extension.TryEncode(vr, text) : null)
            ?? throw new DicomDataException($"A character cannot be written in {this}; ISO_IR 192 (UTF-8) takes any.");
    }

    public override string ToString() => Terms.Count == 0 ? "ISO_IR 6" : string.Join('\\', Terms);

    private string DecodeAll(Vr vr, ReadOnlySpan<byte> bytes)
    {
        if (!vr.UsesCharacterSet() && vr != Vr.UN)
        {
            return TextEncoding.Latin1.GetString(bytes);
        }

        return _whole is not null ? _whole.GetString(bytes)
            : Ascii.IsValid(bytes) && !bytes.Contains((byte)0x1B) && Terms is not ["ISO_IR 13" or "ISO 2022 IR 13", ..] ? TextEncoding.ASCII.GetString(bytes)
            : _extension.Decode(vr, bytes);
    }

    private byte[]? TryEncodeWhole(string text)
    {
        try
        {
            return _whole?.GetBytes(text);
        }
        catch (EncoderFallbackException)
        {
            return null;
        }
    }

    /// <summary>The multi-byte sets that exclude code extensions.</summary>
    private static TextEncoding? WholeEncoding(string term) => term.ToUpperInvariant() switch
    {
        "ISO_IR 192" or "ISO 2022 IR 192" or "UTF-8" or "UTF8" => CodePages.Get(TextEncoding.UTF8.CodePage),
        "GB18030" => CodePages.Get(CodePages.Gb18030),
        "GBK" => CodePages.Get(CodePages.Gbk),
        _ => null,
    };

    /// <summary>100 for ISO_IR 100, ISO 2022 IR 100, and the spellings that are seen: ISO-IR 100, ISO_IR_100, ISO IR 100.</summary>
    private static int RegistryNumber(string term)
    {
        string digits = term[(term.LastIndexOfAny([' ', '_', '-']) + 1)..];
        return term.StartsWith("ISO", StringComparison.OrdinalIgnoreCase) && int.TryParse(digits, NumberStyles.None, CultureInfo.InvariantCulture, out int number) ? number : 0;
    }
}
