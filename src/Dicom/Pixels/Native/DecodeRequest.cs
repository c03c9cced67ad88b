using System.Buffers.Binary;

namespace DicomNode.Dicom.Pixels.Native;

/// <summary>What goes before the codestream of a frame on its way to a worker: fixed length, little endian.</summary>
/// <param name="IsLossy">By its transfer syntax.</param>
/// <param name="InputLength">Bytes of the codestream that follow.</param>
/// <param name="Limit">Over it the worker ends itself. Its parent ends it before; this is for a parent that is gone.</param>
internal sealed record DecodeRequest(NativeCodec Codec, bool IsLossy, PixelFormat Format, int InputLength, TimeSpan Limit)
{
    public const int Length = 48;
    private const int PhotometricOffset = 24, PhotometricLength = 16; // CS
    private const uint Magic = 0x57444E44; // "DNDW"

    /// <summary>Bytes of the answer.</summary>
    public long OutputLength => (Format.FrameBits + 7) / 8;

    public void Write(Span<byte> header)
    {
        header[..Length].Clear();
        BinaryPrimitives.WriteUInt32LittleEndian(header, Magic);
        BinaryPrimitives.WriteInt32LittleEndian(header[4..], InputLength);
        BinaryPrimitives.WriteInt32LittleEndian(header[8..], (int)Math.Ceiling(Limit.TotalSeconds));
        BinaryPrimitives.WriteUInt16LittleEndian(header[12..], (ushort)Format.Rows);
        BinaryPrimitives.WriteUInt16LittleEndian(header[14..], (ushort)Format.Columns);
        header[16] = (byte)Codec;
        header[17] = (byte)Format.SamplesPerPixel;
        header[18] = (byte)Format.BitsAllocated;
        header[19] = (byte)Format.BitsStored;
        header[20] = (byte)Format.HighBit;
        header[21] = (byte)(Format.IsSigned ? 1 : 0);
        header[22] = (byte)(IsLossy ? 1 : 0);
        string photometric = Format.PhotometricInterpretation;
        TextEncoding.ASCII.GetBytes(photometric.AsSpan(0, Math.Min(photometric.Length, PhotometricLength)), header[PhotometricOffset..]);
    }

    /// <exception cref="InvalidDataException">The other side speaks another protocol.</exception>
    public static DecodeRequest Read(ReadOnlySpan<byte> header)
    {
        if (BinaryPrimitives.ReadUInt32LittleEndian(header) != Magic)
        {
            throw new InvalidDataException("That is no request to decode a frame.");
        }

        PixelFormat format = new(
            BinaryPrimitives.ReadUInt16LittleEndian(header[12..]), BinaryPrimitives.ReadUInt16LittleEndian(header[14..]), header[17], NumberOfFrames: 1,
            header[18], header[19], header[20], header[21] == 1, IsPlanar: false,
            TextEncoding.ASCII.GetString(header.Slice(PhotometricOffset, PhotometricLength)).TrimEnd('\0'));
        return new(
            (NativeCodec)header[16], header[22] == 1, format, BinaryPrimitives.ReadInt32LittleEndian(header[4..]), TimeSpan.FromSeconds(BinaryPrimitives.ReadInt32LittleEndian(header[8..])));
    }
}
