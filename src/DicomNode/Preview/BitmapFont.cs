using DicomNode.Dicom.Iod;

namespace DicomNode.Preview;

/// <summary>Letters for images: the printable characters of ASCII on a grid of 5 columns and 9 rows, the last two below the line.</summary>
internal static class BitmapFont
{
    public const int Columns = 5, Rows = 9;

    private const char First = ' ';

    /// <summary>From the space on. A character is a row, from the top; its value in base 32 (0-9, a-v) is the five pixels, the leftmost the highest. Rows that are left out are empty.</summary>
    private static readonly string[] s_glyphs =
    [
        "0000000", "4444404", "aa00000", "aavavaa", "4fke5u4", "op248j3", "cik8lid", "4400000",           // space ! " # $ % & '
        "2488842", "8422248", "04lel40", "044v440", "000004480", "000e000", "00000cc", "01248g0",         // ( ) * + , - . /
        "ehjlphe", "4c4444e", "eh1248v", "v2421he", "26aiv22", "vgu11he", "68guhhe", "v124888",           // 0 to 7
        "ehhehhe", "ehhf12c", "0cc0cc0", "0cc0c48", "248g842", "00v0v00", "8421248", "eh12404",           // 8 9 : ; < = > ?
        "eh1dlle", "ehhvhhh", "uhhuhhu", "ehggghe", "sihhhis", "vgguggv", "vgguggg", "ehgnhhf",           // @ A to G
        "hhhvhhh", "e44444e", "72222ic", "hikokih", "ggggggv", "hrllhhh", "hhpljhh", "ehhhhhe",           // H to O
        "uhhuggg", "ehhhlid", "uhhukih", "fgge11u", "v444444", "hhhhhhe", "hhhhha4", "hhhllla",           // P to W
        "hha4ahh", "hhha444", "v1248gv", "e88888e", "0g84210", "e22222e", "4ah0000", "0000000v0",         // X Y Z [ \ ] ^ _
        "8420000", "00e1fhf", "ggmphhu", "00egghe", "11djhhf", "00ehvge", "698s888", "00fhhhf1e",         // ` a to g
        "ggmphhh", "40c444e", "2062222ic", "ggikoki", "c44444e", "00qllll", "00mphhh", "00ehhhe",         // h to o
        "00uhhhugg", "00fhhhf11", "00mpggg", "00fge1u", "88s8896", "00hhhjd", "00hhha4", "00hhlla",       // p to w
        "00ha4ah", "00hhhhf1e", "00v248v", "2448442", "4444444", "8442448", "008l200",                    // x y z { | } ~
    ];

    /// <summary>Writes a line from left to right; what does not fit is cut off. A character that is not in ASCII becomes a question mark.</summary>
    /// <param name="left">Of the first character, in pixels.</param>
    /// <param name="top">Likewise.</param>
    /// <param name="scale">Pixels of the image for a pixel of a character; one more column separates two characters.</param>
    public static void Draw(RgbImage image, int left, int top, string text, RgbColor color, int scale)
    {
        for (int i = 0; i < text.Length; i++)
        {
            for (int row = 0; row < Rows; row++)
            {
                for (int column = 0; column < Columns; column++)
                {
                    if (IsInk(text[i], column, row))
                    {
                        image.Fill(left + (((i * (Columns + 1)) + column) * scale), top + (row * scale), scale, scale, color);
                    }
                }
            }
        }
    }

    public static bool IsInk(char character, int column, int row)
    {
        int index = character - First;
        string glyph = s_glyphs[index >= 0 && index < s_glyphs.Length ? index : '?' - First];
        int pixels = row >= glyph.Length ? 0 : glyph[row] <= '9' ? glyph[row] - '0' : glyph[row] - 'a' + 10;
        return (pixels >> (Columns - 1 - column) & 1) != 0;
    }
}
