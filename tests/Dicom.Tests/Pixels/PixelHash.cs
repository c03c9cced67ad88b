using System.Numerics;
using System.Runtime.InteropServices;
using System.Security.Cryptography;
using DicomNode.Dicom.Pixels;

namespace DicomNode.Dicom.Tests.Pixels;

/// <summary>What data/truth.json says of pixels: the first 32 hexadecimal digits of SHA-256 over little endian stored values, frame by frame.</summary>
internal static class PixelHash
{
    public static string Of(PixelFrames frames)
    {
        using IncrementalHash hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        for (int i = 0; i < frames.Count; i++)
        {
            hash.AppendData(Frame(frames, i));
        }

        return Convert.ToHexStringLower(hash.GetHashAndReset())[..32];
    }

    /// <summary>Stored values of a frame in cells of whole bytes, little endian.</summary>
    public static byte[] Frame(PixelFrames frames, int index) => frames.Format switch
    {
        { BitsAllocated: <= 8, IsSigned: true } => Frame<sbyte>(frames, index),
        { BitsAllocated: <= 8 } => Frame<byte>(frames, index),
        { BitsAllocated: 16, IsSigned: true } => Frame<short>(frames, index),
        { BitsAllocated: 16 } => Frame<ushort>(frames, index),
        { IsSigned: true } => Frame<int>(frames, index),
        _ => Frame<uint>(frames, index),
    };

    private static byte[] Frame<T>(PixelFrames frames, int frame)
        where T : unmanaged, INumberBase<T>
    {
        T[] values = new T[frames.Format.FrameLength];
        frames.ReadFrame<T>(frame, values);
        return MemoryMarshal.AsBytes(values.AsSpan()).ToArray();
    }
}
