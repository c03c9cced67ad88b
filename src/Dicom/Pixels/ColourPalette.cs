using System.Buffers.Binary;
using DicomNode.Dicom.Data;
using DicomNode.Dicom.Dictionary;

namespace DicomNode.Dicom.Pixels;

/// <summary>The red, green and blue palette colour lookup tables. PS3.3 §C.7.6.3.1.5, §C.7.6.3.1.6.</summary>
public sealed class ColourPalette
{
    private readonly byte[][] _tables;
    private readonly int[] _firsts;

    private ColourPalette(byte[][] tables, int[] firsts) => (_tables, _firsts) = (tables, firsts);

    /// <exception cref="DicomDataException">A table is missing, shorter than its descriptor says, or segmented.</exception>
    public static ColourPalette Of(DataSet dataSet)
    {
        (byte[] red, int firstRed) = Table(dataSet, Tags.RedPaletteColorLookupTableDescriptor, Tags.RedPaletteColorLookupTableData);
        (byte[] green, int firstGreen) = Table(dataSet, Tags.GreenPaletteColorLookupTableDescriptor, Tags.GreenPaletteColorLookupTableData);
        (byte[] blue, int firstBlue) = Table(dataSet, Tags.BluePaletteColorLookupTableDescriptor, Tags.BluePaletteColorLookupTableData);
        return new([red, green, blue], [firstRed, firstGreen, firstBlue]);
    }

    /// <param name="value">A stored value; what lies outside a table gets its first or last entry.</param>
    /// <param name="rgb">Receives 3 bytes.</param>
    public void Look(int value, Span<byte> rgb)
    {
        for (int i = 0; i < _tables.Length; i++)
        {
            rgb[i] = _tables[i][Math.Clamp((long)value - _firsts[i], 0, _tables[i].Length - 1)];
        }
    }

    /// <summary>The upper 8 bits of the entries.</summary>
    private static (byte[] Entries, int First) Table(DataSet dataSet, Tag descriptorTag, Tag dataTag)
    {
        // entries (0 is 65536), first value mapped (signed where pixels are), bits of an entry
        if (dataSet.GetDoubles(descriptorTag) is not [double entries, double first, double bits, ..])
        {
            throw new DicomDataException($"{descriptorTag}: the palette has no descriptor.", descriptorTag);
        }

        int count = entries == 0 ? 1 << 16 : (int)(ushort)(int)entries;
        ReadOnlySpan<byte> data = dataSet.GetBytes(dataTag).Span;
        byte[] table = new byte[count];
        if (bits == 8 && data.Length < count * 2) // packed two to a word, or bytes in words where there is room for that
        {
            Require(data.Length >= count, dataTag);
            data[..count].CopyTo(table);
            return (table, (int)first);
        }

        Require(data.Length >= count * 2, dataTag);
        for (int i = 0; i < count; i++)
        {
            ushort entry = BinaryPrimitives.ReadUInt16LittleEndian(data[(i * 2)..]);
            table[i] = (byte)(bits == 8 ? entry : entry >> 8);
        }

        return (table, (int)first);
    }

    private static void Require(bool isLongEnough, Tag tag)
    {
        if (!isLongEnough)
        {
            throw new DicomDataException($"{tag}: the palette is shorter than its descriptor says, or segmented, which is not supported.", tag);
        }
    }
}
