using System.Text;

namespace DicomNode.Dicom.Data;

/// <summary>A coded character set that ISO/IEC 2022 can put into G0 (bytes below 80H) or G1 (above), with the escape sequence that does so. PS3.3 Tables C.12-3 and C.12-4.</summary>
/// <param name="Number">Of the ISO-IR registry.</param>
/// <param name="Width">Bytes a character: 1 or 2.</param>
/// <param name="CodePage">Where its characters stand in an encoding of the platform.</param>
/// <param name="High">What is or-ed to the first and the second byte to find them there.</param>
internal sealed record GraphicSet(int Number, string Escape, bool IsG1, int Width, int CodePage, (byte First, byte Second) High)
{
    private const int KatakanaNumber = 13;
    private const char FirstKatakana = '｡';
    private TextEncoding? _encoding;

    public static GraphicSet Ascii { get; } = new(6, "(B", false, 1, 20127, (0, 0));

    /// <summary>JIS X 0201 left half: ASCII but for the yen sign and the overline.</summary>
    public static GraphicSet Romaji { get; } = new(14, "(J", false, 1, 20127, (0, 0));

    /// <summary>JIS X 0201 right half: A1H is U+FF61.</summary>
    public static GraphicSet Katakana { get; } = new(KatakanaNumber, ")I", true, 1, 0, (0, 0));

    public static GraphicSet Latin1 { get; } = new(100, "-A", true, 1, 28591, (0, 0));

    /// <summary>JIS X 0208 and 0212 share a code page: in the second, the second byte stays below 80H.</summary>
    public static IReadOnlyList<GraphicSet> All { get; } =
    [
        Ascii, Romaji, Katakana, Latin1,
        new(101, "-B", true, 1, 28592, (0, 0)), new(109, "-C", true, 1, 28593, (0, 0)), new(110, "-D", true, 1, 28594, (0, 0)),
        new(144, "-L", true, 1, 28595, (0, 0)), new(127, "-G", true, 1, 28596, (0, 0)), new(126, "-F", true, 1, 28597, (0, 0)),
        new(138, "-H", true, 1, 28598, (0, 0)), new(148, "-M", true, 1, 28599, (0, 0)), new(203, "-b", true, 1, 28605, (0, 0)),
        new(166, "-T", true, 1, 874, (0, 0)),
        new(87, "$B", false, 2, 20932, (0x80, 0x80)), new(159, "$(D", false, 2, 20932, (0x80, 0)),
        new(149, "$)C", true, 2, 51949, (0x80, 0x80)), new(58, "$)A", true, 2, 936, (0x80, 0x80)),
    ];

    private TextEncoding Encoding => _encoding ??= CodePages.Get(CodePage);

    public static GraphicSet? Find(int number) => All.FirstOrDefault(s => s.Number == number);

    /// <param name="code">As many bytes as <see cref="Width"/>.</param>
    public char Decode(ReadOnlySpan<byte> code)
    {
        if (this == Katakana)
        {
            return code[0] is >= 0xA1 and <= 0xDF ? (char)(FirstKatakana + code[0] - 0xA1) : '\uFFFD';
        }

        if (this == Romaji)
        {
            return code[0] switch { (byte)'\\' => '¥', (byte)'~' => '‾', byte other => (char)other };
        }

        Span<byte> raw = stackalloc byte[2];
        raw[0] = (byte)(code[0] | High.First);
        if (Width == 2)
        {
            raw[1] = (byte)(High.Second == 0 ? code[1] & 0x7F : code[1] | High.Second);
        }

        Span<char> decoded = stackalloc char[4];
        return Encoding.GetChars(raw[..Width], decoded) == 1 ? decoded[0] : '\uFFFD';
    }

    /// <returns>The number of bytes, or 0 when the character is not in this set.</returns>
    public int Encode(char character, Span<byte> code)
    {
        if (this == Katakana)
        {
            code[0] = (byte)(character - FirstKatakana + 0xA1);
            return character is >= FirstKatakana and <= 'ﾟ' ? 1 : 0;
        }

        if (this == Romaji)
        {
            code[0] = character switch { '¥' => (byte)'\\', '‾' => (byte)'~', _ => (byte)character };
            return character is '¥' or '‾' || (char.IsAscii(character) && character is not '\\' and not '~') ? 1 : 0;
        }

        Span<byte> raw = stackalloc byte[8];
        try
        {
            if (Encoding.GetBytes([character], raw) != Width)
            {
                return 0;
            }
        }
        catch (EncoderFallbackException)
        {
            return 0;
        }

        // beyond the 94 × 94 table of the set, the code pages hold characters of their own
        bool fits = Width == 1
            ? IsG1 == raw[0] >= 0x80
            : raw[0] >= 0xA1 && (High.Second == 0 ? raw[1] is >= 0x21 and <= 0x7E : raw[1] >= 0xA1) && !(CodePage == 936 && raw[0] > 0xF7);
        if (!fits)
        {
            return 0;
        }

        code[0] = IsG1 ? raw[0] : (byte)(raw[0] & 0x7F);
        if (Width == 2)
        {
            code[1] = IsG1 ? raw[1] : (byte)(raw[1] & 0x7F);
        }

        return Width;
    }

    public override string ToString() => $"ISO 2022 IR {Number}";
}
