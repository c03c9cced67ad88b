namespace DicomNode.Dicom.Network.Pdu;

/// <summary>Bytes that are no PDU. Ends as an A-ABORT with <see cref="Reason"/>.</summary>
internal sealed class PduException(AbortReason reason, string message) : Exception(message)
{
    private const byte TlsHandshake = 0x16, TlsAlert = 0x15; // first byte of a TLS record, RFC 8446 §5.1

    public AbortReason Reason { get; } = reason;

    /// <summary>Nobody is left to take an A-ABORT.</summary>
    public bool ConnectionEnded { get; private init; }

    public static PduException NoSuchType(byte type) => new(
        AbortReason.UnrecognizedPdu,
        type is TlsHandshake or TlsAlert
            ? "The peer speaks TLS, and this connection does not: use the port for TLS there, or switch TLS on here."
            : $"There is no PDU of type {type:X2}H.");

    public static PduException TooLong(byte type, uint length, uint limit) =>
        new(AbortReason.InvalidParameterValue, $"A PDU of type {type:X2}H announces {length} bytes; at most {limit} are taken.");

    public static PduException Truncated(long left) =>
        new(AbortReason.NotSpecified, $"The connection ended inside a PDU, after {left} of its bytes.") { ConnectionEnded = true };

    public static PduException Invalid(string message) => new(AbortReason.InvalidParameterValue, message);
}
