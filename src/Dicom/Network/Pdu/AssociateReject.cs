using System.Buffers;

namespace DicomNode.Dicom.Network.Pdu;

/// <summary>A-ASSOCIATE-RJ. PS3.8 §9.3.4, Table 9-21.</summary>
internal sealed record AssociateReject(byte Result, byte Source, byte Reason)
{
    private const byte Permanent = 1, Transient = 2, User = 1, Acse = 2, Presentation = 3;

    public static AssociateReject NoReasonGiven { get; } = new(Permanent, User, 1);

    public static AssociateReject ApplicationContextNotSupported { get; } = new(Permanent, User, 2);

    public static AssociateReject CallingAeTitleNotRecognized { get; } = new(Permanent, User, 3);

    public static AssociateReject CalledAeTitleNotRecognized { get; } = new(Permanent, User, 7);

    public static AssociateReject ProtocolVersionNotSupported { get; } = new(Permanent, Acse, 2);

    public static AssociateReject LocalLimitExceeded { get; } = new(Transient, Presentation, 2);

    public static AssociateReject Read(ReadOnlySequence<byte> body)
    {
        PduReader reader = new(body.ToArray());
        reader.Skip(1);
        return new(reader.Byte(), reader.Byte(), reader.Byte());
    }

    public ReadOnlyMemory<byte> Write() => PduWriter.Write(PduType.AssociateReject, w =>
    {
        w.Zeros(1);
        w.Byte(Result);
        w.Byte(Source);
        w.Byte(Reason);
    });

    public static string Meaning(byte source, byte reason) => (source, reason) switch
    {
        (User, 1) => "no reason given",
        (User, 2) => "application context name not supported",
        (User, 3) => "it does not know our (calling) AE title",
        (User, 7) => "it does not answer to the called AE title",
        (Acse, 1) => "no reason given by its upper layer",
        (Acse, 2) => "protocol version not supported",
        (Presentation, 1) => "temporary congestion",
        (Presentation, 2) => "local limit exceeded",
        _ => "for a reason that the standard does not know",
    };
}
