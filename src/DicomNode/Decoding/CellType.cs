using System.Numerics;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using DicomNode.Dicom.Pixels;

namespace DicomNode.Decoding;

/// <summary>The smallest type that the cells of an image fit: that of pydicom and NumPy for the same image.</summary>
/// <param name="Name">As NumPy calls it.</param>
/// <param name="Code">Its character code in a .npy file, little endian.</param>
internal sealed record CellType(string Name, string Code, Func<PixelFrames, int, byte[]> Read)
{
    public static CellType Of(PixelFormat format) => format switch
    {
        { Kind: SampleKind.Single } => new("float32", "<f4", Bytes<float>),
        { Kind: SampleKind.Double } => new("float64", "<f8", Bytes<double>),
        { BitsAllocated: <= 8, IsSigned: true } => new("int8", "|i1", Bytes<sbyte>),
        { BitsAllocated: <= 8 } => new("uint8", "|u1", Bytes<byte>),
        { BitsAllocated: 16, IsSigned: true } => new("int16", "<i2", Bytes<short>),
        { BitsAllocated: 16 } => new("uint16", "<u2", Bytes<ushort>),
        { IsSigned: true } => new("int32", "<i4", Bytes<int>),
        _ => new("uint32", "<u4", Bytes<uint>),
    };

    private static byte[] Bytes<T>(PixelFrames frames, int frame)
        where T : unmanaged, INumberBase<T>
    {
        byte[] bytes = new byte[frames.Format.FrameLength * Unsafe.SizeOf<T>()];
        frames.ReadFrame<T>(frame, MemoryMarshal.Cast<byte, T>(bytes.AsSpan()));
        return bytes;
    }
}
