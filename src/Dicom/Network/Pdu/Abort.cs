using System.Buffers;

namespace DicomNode.Dicom.Network.Pdu;

/// <summary>A-ABORT. PS3.8 §9.3.8, Table 9-26.</summary>
/// <param name="Source">0 the service user, 2 the service provider.</param>
/// <param name="Reason">Significant only with source 2.</param>
internal sealed record Abort(byte Source, byte Reason)
{
    public static Abort ByUser { get; } = new(0, 0);

    public static Abort ByProvider(AbortReason reason) => new(2, (byte)reason);

    public static Abort Read(ReadOnlySequence<byte> body)
    {
        PduReader reader = new(body.ToArray());
        reader.Skip(2);
        return new(reader.Byte(), reader.Byte());
    }

    public ReadOnlyMemory<byte> Write() => PduWriter.Write(PduType.Abort, w =>
    {
        w.Zeros(2);
        w.Byte(Source);
        w.Byte(Reason);
    });

    public static string Meaning(byte source, byte reason) => (source, (AbortReason)reason) switch
    {
        (0, _) => "by the application",
        (2, AbortReason.UnrecognizedPdu) => "unrecognized PDU",
        (2, AbortReason.UnexpectedPdu) => "unexpected PDU",
        (2, AbortReason.UnrecognizedParameter) => "unrecognized PDU parameter",
        (2, AbortReason.UnexpectedParameter) => "unexpected PDU parameter",
        (2, AbortReason.InvalidParameterValue) => "invalid PDU parameter value",
        (2, _) => "by its upper layer, no reason given",
        _ => "for a reason that the standard does not know",
    };
}
