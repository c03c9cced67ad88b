using System.Buffers.Binary;

namespace DicomNode.Dicom.Pixels.Native;

/// <summary>What a worker writes before the cells of a frame, or before the sentence that says why there are none: a status byte and a length.</summary>
internal readonly record struct DecodeAnswer(DecodeStatus Status, int BodyLength)
{
    public const int Length = 5;

    /// <summary>A longer sentence is no sentence.</summary>
    public const int MaxMessage = 1024;

    public void Write(Span<byte> header)
    {
        header[0] = (byte)Status;
        BinaryPrimitives.WriteInt32LittleEndian(header[1..], BodyLength);
    }

    public static DecodeAnswer Read(ReadOnlySpan<byte> header) => new((DecodeStatus)header[0], BinaryPrimitives.ReadInt32LittleEndian(header[1..]));
}
