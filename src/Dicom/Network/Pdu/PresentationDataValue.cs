using System.Buffers;
using System.Buffers.Binary;

namespace DicomNode.Dicom.Network.Pdu;

/// <summary>One PDV of a P-DATA-TF: a fragment of a command or of a data set. PS3.8 §9.3.5.1, Annex E.2.</summary>
/// <param name="Data">Valid only as long as the PDU it was cut from.</param>
internal readonly record struct PresentationDataValue(byte ContextId, bool IsCommand, bool IsLast, ReadOnlySequence<byte> Data)
{
    /// <summary>Item length (4 bytes), context identifier (1), message control header (1).</summary>
    public const int HeaderLength = 6;

    /// <summary>Cuts the first PDV off <paramref name="body"/>; false at its end.</summary>
    /// <exception cref="PduException">The item is shorter than its header or longer than the PDU.</exception>
    public static bool TryRead(ref ReadOnlySequence<byte> body, out PresentationDataValue value)
    {
        value = default;
        if (body.IsEmpty)
        {
            return false;
        }

        if (body.Length < HeaderLength)
        {
            throw PduException.Invalid($"{body.Length} bytes of a P-DATA-TF are left: too few for a presentation data value.");
        }

        Span<byte> header = stackalloc byte[HeaderLength];
        body.Slice(0, HeaderLength).CopyTo(header);
        uint length = BinaryPrimitives.ReadUInt32BigEndian(header); // counts the identifier and the control header
        if (length < 2 || length - 2 > body.Length - HeaderLength)
        {
            throw PduException.Invalid($"A presentation data value announces {length} bytes; the PDU has {body.Length - 4}.");
        }

        value = new(header[4], (header[5] & 1) != 0, (header[5] & 2) != 0, body.Slice(HeaderLength, length - 2));
        body = body.Slice(HeaderLength + (long)(length - 2));
        return true;
    }

    /// <summary>Writes the PDU header and the PDV header in front of <paramref name="dataLength"/> bytes that stand, or will stand, behind them.</summary>
    /// <returns>The length of both headers: <see cref="DataPdu.HeadersLength"/>.</returns>
    public static int WriteHeaders(Span<byte> at, byte contextId, bool isCommand, bool isLast, int dataLength)
    {
        at[0] = (byte)PduType.Data;
        at[1] = 0;
        BinaryPrimitives.WriteUInt32BigEndian(at[2..], (uint)(dataLength + HeaderLength));
        BinaryPrimitives.WriteUInt32BigEndian(at[6..], (uint)(dataLength + 2));
        at[10] = contextId;
        at[11] = (byte)((isCommand ? 1 : 0) | (isLast ? 2 : 0));
        return DataPdu.HeadersLength;
    }
}
