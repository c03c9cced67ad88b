namespace DicomNode.Dicom.Network.Pdu;

/// <summary>P-DATA-TF with one PDV. PS3.8 §9.3.5.</summary>
internal static class DataPdu
{
    public const int HeadersLength = PduFrame.HeaderLength + PresentationDataValue.HeaderLength;

    /// <summary>How many bytes of a message fit one PDU; even, because fragments of data sets should be.</summary>
    /// <param name="maxPduLength">What the peer takes as the body of a P-DATA-TF.</param>
    public static int Capacity(int maxPduLength) => (maxPduLength - PresentationDataValue.HeaderLength) & ~1;

    /// <summary>A whole command, cut into PDUs that stand behind each other and go out in one send.</summary>
    public static byte[] WriteCommand(byte contextId, ReadOnlySpan<byte> command, int maxPduLength)
    {
        int capacity = Capacity(maxPduLength);
        int pdus = Math.Max(1, (command.Length + capacity - 1) / capacity);
        byte[] bytes = new byte[command.Length + (pdus * HeadersLength)];
        Span<byte> at = bytes;
        for (int i = 0; i < pdus; i++)
        {
            ReadOnlySpan<byte> part = command.Slice(i * capacity, Math.Min(capacity, command.Length - (i * capacity)));
            PresentationDataValue.WriteHeaders(at, contextId, isCommand: true, isLast: i == pdus - 1, part.Length);
            part.CopyTo(at[HeadersLength..]);
            at = at[(HeadersLength + part.Length)..];
        }

        return bytes;
    }
}
