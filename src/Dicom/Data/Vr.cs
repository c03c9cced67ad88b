namespace DicomNode.Dicom.Data;

/// <summary>Value representation. The number is its two ASCII letters, first letter high. PS3.5 §6.2.</summary>
public enum Vr : ushort
{
    None = 0,
    AE = ('A' << 8) | 'E', AS = ('A' << 8) | 'S', AT = ('A' << 8) | 'T', CS = ('C' << 8) | 'S', DA = ('D' << 8) | 'A', DS = ('D' << 8) | 'S',
    DT = ('D' << 8) | 'T', FD = ('F' << 8) | 'D', FL = ('F' << 8) | 'L', IS = ('I' << 8) | 'S', LO = ('L' << 8) | 'O', LT = ('L' << 8) | 'T',
    OB = ('O' << 8) | 'B', OD = ('O' << 8) | 'D', OF = ('O' << 8) | 'F', OL = ('O' << 8) | 'L', OV = ('O' << 8) | 'V', OW = ('O' << 8) | 'W',
    PN = ('P' << 8) | 'N', SH = ('S' << 8) | 'H', SL = ('S' << 8) | 'L', SQ = ('S' << 8) | 'Q', SS = ('S' << 8) | 'S', ST = ('S' << 8) | 'T',
    SV = ('S' << 8) | 'V', TM = ('T' << 8) | 'M', UC = ('U' << 8) | 'C', UI = ('U' << 8) | 'I', UL = ('U' << 8) | 'L', UN = ('U' << 8) | 'N',
    UR = ('U' << 8) | 'R', US = ('U' << 8) | 'S', UT = ('U' << 8) | 'T', UV = ('U' << 8) | 'V',
}

/// <summary>What the encoding rules need to know of a value representation. PS3.5 §6.2, §7.1.2.</summary>
public static class VrTraits
{
    /// <summary>Explicit VR with two reserved bytes and a length of 32 bits. PS3.5 Table 7.1-1.</summary>
    public static bool HasLongLength(this Vr vr) => vr is Vr.OB or Vr.OD or Vr.OF or Vr.OL or Vr.OV or Vr.OW or Vr.SQ or Vr.SV
        or Vr.UC or Vr.UN or Vr.UR or Vr.UT or Vr.UV;

    /// <summary>Character strings of any kind.</summary>
    public static bool IsText(this Vr vr) => vr is Vr.AE or Vr.AS or Vr.CS or Vr.DA or Vr.DS or Vr.DT or Vr.IS or Vr.LO or Vr.LT
        or Vr.PN or Vr.SH or Vr.ST or Vr.TM or Vr.UC or Vr.UI or Vr.UR or Vr.UT;

    /// <summary>Text that SpecificCharacterSet (0008,0005) applies to. PS3.5 §6.1.2.2.</summary>
    public static bool UsesCharacterSet(this Vr vr) => vr is Vr.LO or Vr.LT or Vr.PN or Vr.SH or Vr.ST or Vr.UC or Vr.UT;

    /// <summary>Text in which a backslash is a character, not a separator of values.</summary>
    public static bool IsSingleText(this Vr vr) => vr is Vr.LT or Vr.ST or Vr.UR or Vr.UT;

    /// <summary>Size of one value in bytes; 1 for text and byte strings. Also the unit that big endian swaps.</summary>
    public static int UnitSize(this Vr vr) => vr switch
    {
        Vr.SS or Vr.US or Vr.OW or Vr.AT => 2,
        Vr.FL or Vr.SL or Vr.UL or Vr.OF or Vr.OL => 4,
        Vr.FD or Vr.SV or Vr.UV or Vr.OD or Vr.OV => 8,
        _ => 1,
    };

    /// <summary>What makes a value of odd length even. PS3.5 §6.2.</summary>
    public static byte PaddingByte(this Vr vr) => vr.IsText() && vr != Vr.UI ? (byte)' ' : (byte)0;

    /// <summary>Whether two bytes of a stream name a value representation that this library knows.</summary>
    public static bool IsKnown(this Vr vr)
    {
        int first = ((ushort)vr >> 8) - 'A', second = ((ushort)vr & 0xFF) - 'A';
        return (uint)first < 26 && (uint)second < 26 && s_known[(first * 26) + second];
    }

    private static readonly bool[] s_known = Known(); // asked for every element of every stream

    private static bool[] Known()
    {
        bool[] known = new bool[26 * 26];
        foreach (Vr vr in Enum.GetValues<Vr>().Where(v => v != Vr.None))
        {
            known[((((ushort)vr >> 8) - 'A') * 26) + ((ushort)vr & 0xFF) - 'A'] = true;
        }

        return known;
    }
}
