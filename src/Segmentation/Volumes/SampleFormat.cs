using System.Runtime.InteropServices;

namespace DicomNode.Segmentation.Volumes;

/// <summary>Number types of voxels in files.</summary>
internal enum SampleType
{
    UInt8,
    Int8,
    UInt16,
    Int16,
    UInt32,
    Int32,
    Float32,
    Float64,
}

/// <summary>What a <see cref="SampleType"/> is called in NIfTI and MetaImage, and how its little endian bytes become floats.</summary>
internal static class SampleFormat
{
    public static int BytesOf(SampleType type) => type switch
    {
        SampleType.UInt8 or SampleType.Int8 => 1,
        SampleType.UInt16 or SampleType.Int16 => 2,
        SampleType.Float64 => 8,
        _ => 4,
    };

    public static SampleType? FromNifti(short code) => code switch
    {
        2 => SampleType.UInt8,
        4 => SampleType.Int16,
        8 => SampleType.Int32,
        16 => SampleType.Float32,
        64 => SampleType.Float64,
        256 => SampleType.Int8,
        512 => SampleType.UInt16,
        768 => SampleType.UInt32,
        _ => null,
    };

    public static short ToNifti(SampleType type) => type switch
    {
        SampleType.UInt8 => 2,
        SampleType.Int16 => 4,
        SampleType.Int32 => 8,
        SampleType.Float32 => 16,
        SampleType.Float64 => 64,
        SampleType.Int8 => 256,
        SampleType.UInt16 => 512,
        _ => 768,
    };

    public static SampleType NiftiTypeOf<T>()
        where T : unmanaged => default(T) switch
    {
        byte => SampleType.UInt8,
        short => SampleType.Int16,
        ushort => SampleType.UInt16,
        float => SampleType.Float32,
        _ => throw new NotSupportedException($"Voxels of {typeof(T).Name} are not written."),
    };

    public static SampleType? FromMetaImage(string name) => name switch
    {
        "MET_UCHAR" => SampleType.UInt8,
        "MET_CHAR" => SampleType.Int8,
        "MET_USHORT" => SampleType.UInt16,
        "MET_SHORT" => SampleType.Int16,
        "MET_UINT" => SampleType.UInt32,
        "MET_INT" => SampleType.Int32,
        "MET_FLOAT" => SampleType.Float32,
        "MET_DOUBLE" => SampleType.Float64,
        _ => null,
    };

    public static void ToFloat(SampleType type, ReadOnlySpan<byte> bytes, float slope, float intercept, Span<float> values)
    {
        switch (type)
        {
            case SampleType.UInt8: Convert(bytes, slope, intercept, values); break;
            case SampleType.Int8: Convert(MemoryMarshal.Cast<byte, sbyte>(bytes), slope, intercept, values); break;
            case SampleType.UInt16: Convert(MemoryMarshal.Cast<byte, ushort>(bytes), slope, intercept, values); break;
            case SampleType.Int16: Convert(MemoryMarshal.Cast<byte, short>(bytes), slope, intercept, values); break;
            case SampleType.UInt32: Convert(MemoryMarshal.Cast<byte, uint>(bytes), slope, intercept, values); break;
            case SampleType.Int32: Convert(MemoryMarshal.Cast<byte, int>(bytes), slope, intercept, values); break;
            case SampleType.Float32: Convert(MemoryMarshal.Cast<byte, float>(bytes), slope, intercept, values); break;
            default: Convert(MemoryMarshal.Cast<byte, double>(bytes), slope, intercept, values); break;
        }
    }

    private static void Convert<T>(ReadOnlySpan<T> from, float slope, float intercept, Span<float> to)
        where T : unmanaged, System.Numerics.INumber<T>
    {
        for (int i = 0; i < to.Length; i++)
        {
            float scaled = float.CreateTruncating(from[i]) * slope;
            to[i] = scaled + intercept;
        }
    }
}
