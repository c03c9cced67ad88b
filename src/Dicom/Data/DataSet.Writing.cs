using System.Buffers.Binary;
using System.Text;
using DicomNode.Dicom.Dictionary;

namespace DicomNode.Dicom.Data;

public sealed partial class DataSet
{
    /// <summary>Sets a text element; its VR comes from the dictionary. Without values the element becomes empty (type 2).</summary>
    /// <remarks>ASCII is written as it is; anything else is encoded in this data set's <see cref="CharacterSet"/>.</remarks>
    public DataSet SetString(Tag tag, params ReadOnlySpan<string> values)
    {
        Vr vr = DicomDictionary.VrOf(tag);
        string text = string.Join('\\', values);
        byte[] bytes = Ascii.IsValid(text) ? TextEncoding.ASCII.GetBytes(text) : CharacterSet.Encode(vr, text);
        return Set(new ValueElement(tag, vr, Padded(bytes, vr.PaddingByte())));
    }

    /// <summary>An element of length zero.</summary>
    public DataSet SetEmpty(Tag tag) => DicomDictionary.VrOf(tag) == Vr.SQ
        ? Set(new SequenceElement(tag, []))
        : Set(new ValueElement(tag, DicomDictionary.VrOf(tag), default));

    /// <summary>Sets numbers, in the VR of the dictionary: binary, or as text for DS and IS (DS values are shortened to 16 bytes).</summary>
    public DataSet SetNumber(Tag tag, params ReadOnlySpan<double> values)
    {
        Vr vr = DicomDictionary.VrOf(tag);
        if (vr is Vr.DS or Vr.IS)
        {
            string[] texts = new string[values.Length];
            for (int i = 0; i < values.Length; i++)
            {
                texts[i] = vr == Vr.IS ? ((long)values[i]).ToString(System.Globalization.CultureInfo.InvariantCulture) : DecimalString.Format(values[i]);
            }

            return SetString(tag, texts);
        }

        int size = vr == Vr.AT ? 4 : vr.UnitSize();
        byte[] bytes = new byte[size * values.Length];
        for (int i = 0; i < values.Length; i++)
        {
            WriteNumber(vr, bytes.AsSpan(i * size), values[i]);
        }

        return Set(new ValueElement(tag, vr, Padded(bytes, 0)));
    }

    /// <summary>Sets attribute tags as values (VR AT).</summary>
    public DataSet SetTag(Tag tag, Tag value) => SetNumber(tag, value.Value);

    /// <summary>Sets bytes as they are, padded with zero to an even length.</summary>
    public DataSet SetBytes(Tag tag, Vr vr, ReadOnlyMemory<byte> bytes) => Set(new ValueElement(tag, vr, bytes.Length % 2 == 0 ? bytes : Padded(bytes.ToArray(), 0)));

    public DataSet SetItems(Tag tag, params IReadOnlyList<DataSet> items) => Set(new SequenceElement(tag, items));

    private static byte[] Padded(byte[] bytes, byte padding)
    {
        if (bytes.Length % 2 == 0)
        {
            return bytes;
        }

        byte[] even = new byte[bytes.Length + 1];
        bytes.CopyTo(even, 0);
        even[^1] = padding;
        return even;
    }

    private static void WriteNumber(Vr vr, Span<byte> at, double value)
    {
        switch (vr)
        {
            case Vr.AT:
                BinaryPrimitives.WriteUInt16LittleEndian(at, (ushort)((uint)value >> 16));
                BinaryPrimitives.WriteUInt16LittleEndian(at[2..], (ushort)(uint)value);
                break;
            case Vr.US or Vr.OW: BinaryPrimitives.WriteUInt16LittleEndian(at, checked((ushort)value)); break;
            case Vr.SS: BinaryPrimitives.WriteInt16LittleEndian(at, checked((short)value)); break;
            case Vr.UL or Vr.OL: BinaryPrimitives.WriteUInt32LittleEndian(at, checked((uint)value)); break;
            case Vr.SL: BinaryPrimitives.WriteInt32LittleEndian(at, checked((int)value)); break;
            case Vr.FL or Vr.OF: BinaryPrimitives.WriteSingleLittleEndian(at, (float)value); break;
            case Vr.FD or Vr.OD: BinaryPrimitives.WriteDoubleLittleEndian(at, value); break;
            case Vr.SV: BinaryPrimitives.WriteInt64LittleEndian(at, checked((long)value)); break;
            case Vr.UV or Vr.OV: BinaryPrimitives.WriteUInt64LittleEndian(at, checked((ulong)value)); break;
            case Vr.OB or Vr.UN: at[0] = checked((byte)value); break;
            default: throw new ArgumentException($"A number cannot be written as {vr}.", nameof(vr));
        }
    }
}
