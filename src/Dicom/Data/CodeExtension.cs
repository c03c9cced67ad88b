using System.Text;

namespace DicomNode.Dicom.Data;

/// <summary>Text with code extensions: escape sequences choose the sets in G0 and G1, and delimiters bring the first ones back. PS3.5 §6.1.2.5, after ISO/IEC 2022.</summary>
/// <param name="g0">Active at the start of a value: ASCII or JIS X 0201.</param>
/// <param name="g1">Active at the start of a value; null with the default repertoire alone.</param>
/// <param name="further">The sets of the other values of (0008,0005).</param>
internal sealed class CodeExtension(GraphicSet g0, GraphicSet? g1, IReadOnlyList<GraphicSet> further)
{
    private const byte Escape = 0x1B;

    /// <summary>For a byte above 80H that no escape sequence announced: writers that forget to repeat one behind a delimiter, or that wrote ISO 8859-1 without saying so.</summary>
    private readonly GraphicSet _unannounced = g1 ?? further.FirstOrDefault(s => s.IsG1) ?? GraphicSet.Latin1;

    public string Decode(Vr vr, ReadOnlySpan<byte> bytes)
    {
        StringBuilder text = new(bytes.Length);
        (GraphicSet low, GraphicSet high) = (g0, _unannounced);
        for (int at = 0; at < bytes.Length;)
        {
            byte code = bytes[at];
            if (code == Escape && Announced(bytes[(at + 1)..]) is GraphicSet announced)
            {
                (low, high) = announced.IsG1 ? (low, announced) : (announced, high);
                at += 1 + announced.Escape.Length;
                continue;
            }

            GraphicSet set = code >= 0x80 ? high : low;
            char character = code <= ' ' ? (char)code
                : code != (byte)'\\' || set.Width == 2 || vr.IsSingleText() ? DecodeOne(set, bytes[at..])
                : '\\';
            at += code <= ' ' || bytes.Length - at < set.Width || character == '\uFFFD' ? 1 : set.Width;
            text.Append(character);
            if (character != '\uFFFD' && (code <= ' ' || set.Width == 1) && IsDelimiter(vr, character))
            {
                (low, high) = (g0, _unannounced);
            }
        }

        return text.ToString();
    }

    /// <returns>Null: a character is in none of the sets.</returns>
    public byte[]? TryEncode(Vr vr, string text)
    {
        List<byte> bytes = new(text.Length + 8);
        (GraphicSet low, GraphicSet? high) = (g0, g1);
        Span<byte> code = stackalloc byte[2];
        foreach (char character in text)
        {
            if (char.IsAscii(character) && low.Width == 2)
            {
                Announce(low = g0, bytes);
            }

            if (SetOf(character, low, high, code, out int length) is not GraphicSet set)
            {
                return null;
            }

            if (set != low && set != high)
            {
                Announce(set, bytes);
                (low, high) = set.IsG1 ? (low, set) : (set, high);
            }

            bytes.AddRange(code[..length]);
            if (IsDelimiter(vr, character))
            {
                (low, high) = (g0, g1);
            }
        }

        if (low != g0)
        {
            Announce(g0, bytes);
        }

        return [.. bytes];
    }

    private GraphicSet? SetOf(char character, GraphicSet low, GraphicSet? high, Span<byte> code, out int length)
    {
        if (char.IsAscii(character) && (character < ' ' || character is '\\' or '~'))
        {
            code[0] = (byte)character;
            length = 1;
            return low;
        }

        foreach (GraphicSet? set in (ReadOnlySpan<GraphicSet?>)[low, high, g0, g1, .. further])
        {
            if (set is not null && set.Encode(character, code) is > 0 and int encoded)
            {
                length = encoded;
                return set;
            }
        }

        length = 0;
        return null;
    }

    private static void Announce(GraphicSet set, List<byte> bytes)
    {
        bytes.Add(Escape);
        bytes.AddRange(TextEncoding.ASCII.GetBytes(set.Escape));
    }

    private static GraphicSet? Announced(ReadOnlySpan<byte> afterEscape)
    {
        foreach (GraphicSet set in GraphicSet.All)
        {
            if (afterEscape.Length >= set.Escape.Length && Ascii.Equals(afterEscape[..set.Escape.Length], set.Escape))
            {
                return set;
            }
        }

        return null;
    }

    private static char DecodeOne(GraphicSet set, ReadOnlySpan<byte> from) =>
        from.Length < set.Width || (set.Width == 2 && (from[1] >= 0x80 != set.IsG1 || (from[1] & 0x7F) <= ' ')) ? '\uFFFD' : set.Decode(from[..set.Width]);

    private static bool IsDelimiter(Vr vr, char character) => character switch
    {
        '\r' or '\n' or '\f' or '\t' => true,
        '\\' => !vr.IsSingleText(),
        '^' or '=' => vr == Vr.PN,
        _ => false,
    };
}
