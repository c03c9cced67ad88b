using System.Numerics;
using System.Numerics.Tensors;
using System.Runtime.InteropServices;

namespace DicomNode.Segmentation.Inference;

/// <summary>Numbers of other types than float32, as floats. Integers up to 2^24 are exact.</summary>
internal static class TensorNumbers
{
    /// <summary>Bytes of one number; null: no type that this program reads.</summary>
    public static int? SizeOf(string elementType) => elementType switch
    {
        "uint8" or "bool" or "int8" => 1,
        "float16" or "uint16" or "int16" => 2,
        "float32" or "int32" => 4,
        "float64" or "int64" => 8,
        _ => null,
    };

    /// <param name="elementType">One that <see cref="SizeOf"/> knows.</param>
    /// <param name="bytes">Little-endian, as memory here is.</param>
    /// <param name="values">As many as <paramref name="bytes"/> hold.</param>
    public static void ToSingles(string elementType, ReadOnlySpan<byte> bytes, Span<float> values)
    {
        switch (elementType)
        {
            case "float32":
                bytes.CopyTo(MemoryMarshal.AsBytes(values));
                break;
            case "float16":
                Convert<Half>(bytes, values);
                break;
            case "float64":
                Convert<double>(bytes, values);
                break;
            case "uint8" or "bool":
                Convert<byte>(bytes, values);
                break;
            case "int8":
                Convert<sbyte>(bytes, values);
                break;
            case "uint16":
                Convert<ushort>(bytes, values);
                break;
            case "int16":
                Convert<short>(bytes, values);
                break;
            case "int32":
                Convert<int>(bytes, values);
                break;
            case "int64":
                Convert<long>(bytes, values);
                break;
            default:
                throw new ArgumentOutOfRangeException(nameof(elementType), elementType, "No number that this program reads.");
        }
    }

    private static void Convert<T>(ReadOnlySpan<byte> bytes, Span<float> values)
        where T : unmanaged, INumberBase<T> =>
        TensorPrimitives.ConvertTruncating<T, float>(MemoryMarshal.Cast<byte, T>(bytes), values);
}
