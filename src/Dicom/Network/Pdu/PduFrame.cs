using System.Buffers;
using System.Buffers.Binary;

namespace DicomNode.Dicom.Network.Pdu;

/// <summary>Cuts one PDU off the front of a buffer. PS3.8 §9.3.1: type (1 byte), reserved (1), length (4, big endian), body.</summary>
internal static class PduFrame
{
    public const int HeaderLength = 6;

    /// <returns><see langword="false"/>: more bytes are needed and <paramref name="buffer"/> is untouched.</returns>
    /// <exception cref="PduException">The announced length is over <paramref name="maxBody"/>; no memory was taken for it.</exception>
    public static bool TryRead(ref ReadOnlySequence<byte> buffer, uint maxBody, out PduType type, out ReadOnlySequence<byte> body)
    {
        (type, body) = (default, default);
        if (buffer.Length < HeaderLength)
        {
            return false;
        }

        Span<byte> header = stackalloc byte[HeaderLength];
        buffer.Slice(0, HeaderLength).CopyTo(header);
        uint length = BinaryPrimitives.ReadUInt32BigEndian(header[2..]);
        if (header[0] is < (byte)PduType.AssociateRequest or > (byte)PduType.Abort)
        {
            // its length cannot be trusted either: TLS and HTTP clients end here
            throw PduException.NoSuchType(header[0]);
        }

        if (length > maxBody)
        {
            throw PduException.TooLong(header[0], length, maxBody);
        }

        if (buffer.Length - HeaderLength < length)
        {
            return false;
        }

        type = (PduType)header[0];
        body = buffer.Slice(HeaderLength, length);
        buffer = buffer.Slice(HeaderLength + (long)length);
        return true;
    }
}
