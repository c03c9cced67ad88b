using System.Buffers.Binary;
using System.Globalization;
using System.Runtime.InteropServices;
using System.Text;

namespace DicomNode.Segmentation.Tests;

/// <summary>A NumPy array file, as float64 whatever its type; C order.</summary>
internal sealed record NpyFile(double[] Values, int[] Shape)
{
    public float[] Floats => Array.ConvertAll(Values, v => (float)v);

    public static NpyFile Read(string path)
    {
        byte[] bytes = File.ReadAllBytes(path);
        int wide = bytes[6] == 1 ? 2 : 4; // version 1 has a 16-bit header length, 2 and 3 a 32-bit one
        int length = wide == 2 ? BinaryPrimitives.ReadUInt16LittleEndian(bytes.AsSpan(8)) : BinaryPrimitives.ReadInt32LittleEndian(bytes.AsSpan(8));
        string header = Encoding.UTF8.GetString(bytes, 8 + wide, length);
        if (header.Contains("'fortran_order': True", StringComparison.Ordinal))
        {
            throw new NotSupportedException($"{path} is in Fortran order.");
        }

        string type = Between(header, "'descr': '", "'");
        int[] shape = [.. Between(header, "'shape': (", ")").Split(',', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries).Select(n => int.Parse(n, CultureInfo.InvariantCulture))];
        ReadOnlySpan<byte> data = bytes.AsSpan(8 + wide + length);
        double[] values = type switch
        {
            "<f4" => Convert<float>(data, v => v),
            "<f8" => Convert<double>(data, v => v),
            "<i8" => Convert<long>(data, v => v),
            "<i4" => Convert<int>(data, v => v),
            "<i2" => Convert<short>(data, v => v),
            "|i1" => Convert<sbyte>(data, v => v),
            "|u1" or "|b1" => Convert<byte>(data, v => v),
            _ => throw new NotSupportedException($"{path} holds {type}."),
        };
        return new NpyFile(values, shape);
    }

    private static string Between(string text, string start, string end)
    {
        int from = text.IndexOf(start, StringComparison.Ordinal) + start.Length;
        return text[from..text.IndexOf(end, from, StringComparison.Ordinal)];
    }

    private static double[] Convert<T>(ReadOnlySpan<byte> data, Func<T, double> widen)
        where T : unmanaged => Array.ConvertAll(MemoryMarshal.Cast<byte, T>(data).ToArray(), v => widen(v));
}
