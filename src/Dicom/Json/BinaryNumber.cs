using System.Buffers.Binary;
using System.Globalization;
using System.Text.Json;
using DicomNode.Dicom.Data;

namespace DicomNode.Dicom.Json;

/// <summary>One value of a binary VR, as little endian bytes and as JSON.</summary>
internal static class BinaryNumber
{
    /// <param name="largestExact">Integers beyond it, either way, are written as strings.</param>
    public static void Write(Utf8JsonWriter writer, Vr vr, ReadOnlySpan<byte> at, long largestExact)
    {
        switch (vr)
        {
            case Vr.AT:
                writer.WriteStringValue($"{BinaryPrimitives.ReadUInt16LittleEndian(at):X4}{BinaryPrimitives.ReadUInt16LittleEndian(at[2..]):X4}");
                break;
            case Vr.US: writer.WriteNumberValue(BinaryPrimitives.ReadUInt16LittleEndian(at)); break;
            case Vr.SS: writer.WriteNumberValue(BinaryPrimitives.ReadInt16LittleEndian(at)); break;
            case Vr.UL: writer.WriteNumberValue(BinaryPrimitives.ReadUInt32LittleEndian(at)); break;
            case Vr.SL: writer.WriteNumberValue(BinaryPrimitives.ReadInt32LittleEndian(at)); break;
            case Vr.FL when BinaryPrimitives.ReadSingleLittleEndian(at) is var single && float.IsFinite(single): writer.WriteNumberValue(single); break;
            case Vr.FL: WriteNotFinite(writer, BinaryPrimitives.ReadSingleLittleEndian(at)); break;
            case Vr.FD when BinaryPrimitives.ReadDoubleLittleEndian(at) is var number && double.IsFinite(number): writer.WriteNumberValue(number); break;
            case Vr.FD: WriteNotFinite(writer, BinaryPrimitives.ReadDoubleLittleEndian(at)); break;
            case Vr.SV: WriteInteger(writer, BinaryPrimitives.ReadInt64LittleEndian(at), largestExact); break;
            case Vr.UV: WriteInteger(writer, BinaryPrimitives.ReadUInt64LittleEndian(at), largestExact); break;
            default: throw new ArgumentException($"{vr} holds no numbers.", nameof(vr));
        }
    }

    /// <exception cref="FormatException">The text is no value of this VR.</exception>
    /// <exception cref="OverflowException">It is one that its bytes cannot hold.</exception>
    public static byte[] Parse(Vr vr, string text)
    {
        byte[] bytes = new byte[vr == Vr.AT ? 4 : vr.UnitSize()];
        switch (vr)
        {
            case Vr.AT:
                uint tag = uint.Parse(text, NumberStyles.AllowHexSpecifier, CultureInfo.InvariantCulture);
                BinaryPrimitives.WriteUInt16LittleEndian(bytes, (ushort)(tag >> 16));
                BinaryPrimitives.WriteUInt16LittleEndian(bytes.AsSpan(2), (ushort)tag);
                break;
            case Vr.US: BinaryPrimitives.WriteUInt16LittleEndian(bytes, checked((ushort)Integer(text))); break;
            case Vr.SS: BinaryPrimitives.WriteInt16LittleEndian(bytes, checked((short)Integer(text))); break;
            case Vr.UL: BinaryPrimitives.WriteUInt32LittleEndian(bytes, checked((uint)Integer(text))); break;
            case Vr.SL: BinaryPrimitives.WriteInt32LittleEndian(bytes, checked((int)Integer(text))); break;
            case Vr.SV: BinaryPrimitives.WriteInt64LittleEndian(bytes, checked((long)Integer(text))); break;
            case Vr.UV: BinaryPrimitives.WriteUInt64LittleEndian(bytes, checked((ulong)Integer(text))); break;
            case Vr.FL: BinaryPrimitives.WriteSingleLittleEndian(bytes, (float)Real(text)); break;
            case Vr.FD: BinaryPrimitives.WriteDoubleLittleEndian(bytes, Real(text)); break;
            default: throw new ArgumentException($"{vr} holds no numbers.", nameof(vr));
        }

        return bytes;
    }

    /// <summary>Also 3.0 and 3E2, which some writers give for integers.</summary>
    private static decimal Integer(string text) =>
        decimal.Parse(text, NumberStyles.Float, CultureInfo.InvariantCulture) is var value && value == decimal.Truncate(value) ? value : throw new FormatException("not an integer");

    private static double Real(string text) => text switch
    {
        "NaN" => BitConverter.Int64BitsToDouble(0x7FF8000000000000), // .NET's own has the sign set
        "Infinity" or "inf" or "Inf" => double.PositiveInfinity,
        "-Infinity" or "-inf" or "-Inf" => double.NegativeInfinity,
        _ => double.Parse(text, NumberStyles.Float, CultureInfo.InvariantCulture),
    };

    private static void WriteNotFinite(Utf8JsonWriter writer, double value) =>
        writer.WriteStringValue(double.IsNaN(value) ? "NaN" : value > 0 ? "Infinity" : "-Infinity");

    private static void WriteInteger(Utf8JsonWriter writer, Int128 value, long largestExact)
    {
        if (value > largestExact || value < -largestExact)
        {
            writer.WriteStringValue(value.ToString(CultureInfo.InvariantCulture));
        }
        else
        {
            writer.WriteNumberValue((long)value);
        }
    }
}
