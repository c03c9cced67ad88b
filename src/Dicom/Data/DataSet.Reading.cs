using System.Buffers.Binary;
using System.Globalization;

namespace DicomNode.Dicom.Data;

public sealed partial class DataSet
{
    /// <summary>The bytes of a value; empty when the element is absent, a sequence, or encapsulated.</summary>
    public ReadOnlyMemory<byte> GetBytes(Tag tag) => this[tag] is ValueElement element ? element.Bytes : default;

    /// <summary>The first value as text, without padding; null when absent or empty.</summary>
    public string? GetString(Tag tag) => GetStrings(tag) is [{ Length: > 0 } first, ..] ? first : null;

    /// <summary>All values as text, each without padding. Numbers of a binary VR are formatted invariantly.</summary>
    public IReadOnlyList<string> GetStrings(Tag tag)
    {
        if (this[tag] is not ValueElement element || element.Bytes.IsEmpty)
        {
            return [];
        }

        if (element.Vr.IsText() || element.Vr == Vr.UN)
        {
            return CharacterSet.Decode(element.Vr, element.Bytes.Span);
        }

        return element.Vr switch
        {
            Vr.AT => [.. Numbers(element).Select(n => new Tag((uint)n).ToString())],
            _ => [.. Numbers(element).Select(n => n.ToString(CultureInfo.InvariantCulture))],
        };
    }

    /// <summary>The first value of a PN; null when absent or empty.</summary>
    public PersonName? GetPersonName(Tag tag) => GetString(tag) is string text ? PersonName.Parse(text) : null;

    /// <summary>The first value as a number, from a binary or a text VR (DS, IS).</summary>
    /// <exception cref="DicomDataException">There is a value and it is no number.</exception>
    public double? GetDouble(Tag tag) => GetDoubles(tag) is [double first, ..] ? first : null;

    /// <inheritdoc cref="GetDouble"/>
    public IReadOnlyList<double> GetDoubles(Tag tag)
    {
        if (this[tag] is not ValueElement element || element.Bytes.IsEmpty)
        {
            return [];
        }

        if (!element.Vr.IsText() && element.Vr != Vr.UN)
        {
            return [.. Numbers(element)];
        }

        List<double> values = [];
        foreach (string text in GetStrings(tag))
        {
            if (text.Length == 0)
            {
                continue;
            }

            if (!double.TryParse(text, NumberStyles.Float, CultureInfo.InvariantCulture, out double value) || !double.IsFinite(value))
            {
                throw new DicomDataException($"{tag} {element.Vr}: a value is no number.", tag);
            }

            values.Add(value);
        }

        return values;
    }

    /// <summary>The first value as an integer.</summary>
    /// <exception cref="DicomDataException">There is a value and it is no integer of 32 bits.</exception>
    public int? GetInt32(Tag tag)
    {
        if (GetDouble(tag) is not double value)
        {
            return null;
        }

        return value is >= int.MinValue and <= int.MaxValue && value == Math.Floor(value)
            ? (int)value
            : throw new DicomDataException($"{tag}: the value is no integer of 32 bits.", tag);
    }

    /// <summary>The items of a sequence; empty when absent.</summary>
    public IReadOnlyList<DataSet> GetItems(Tag tag) => this[tag] is SequenceElement element ? element.Items : [];

    private static IEnumerable<double> Numbers(ValueElement element)
    {
        ReadOnlyMemory<byte> bytes = element.Bytes;
        int size = element.Vr == Vr.AT ? 4 : element.Vr.UnitSize();
        for (int i = 0; i + size <= bytes.Length; i += size)
        {
            ReadOnlySpan<byte> at = bytes.Span[i..];
            yield return element.Vr switch
            {
                Vr.AT => ((uint)BinaryPrimitives.ReadUInt16LittleEndian(at) << 16) | BinaryPrimitives.ReadUInt16LittleEndian(at[2..]),
                Vr.US or Vr.OW => BinaryPrimitives.ReadUInt16LittleEndian(at),
                Vr.SS => BinaryPrimitives.ReadInt16LittleEndian(at),
                Vr.UL or Vr.OL => BinaryPrimitives.ReadUInt32LittleEndian(at),
                Vr.SL => BinaryPrimitives.ReadInt32LittleEndian(at),
                Vr.FL or Vr.OF => BinaryPrimitives.ReadSingleLittleEndian(at),
                Vr.FD or Vr.OD => BinaryPrimitives.ReadDoubleLittleEndian(at),
                Vr.SV => BinaryPrimitives.ReadInt64LittleEndian(at),
                Vr.UV or Vr.OV => BinaryPrimitives.ReadUInt64LittleEndian(at),
                _ => at[0],
            };
        }
    }
}
