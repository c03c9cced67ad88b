using System.Buffers;

namespace DicomNode.Dicom.Network.Pdu;

/// <summary>A-ASSOCIATE-AC. PS3.8 §9.3.3, Table 9-17.</summary>
internal sealed record AssociateAccept
{
    public ushort ProtocolVersions { get; init; } = AssociateRequest.Version1;

    /// <summary>The fields of the request sent back; a requestor shall not test them.</summary>
    public required string CalledAeTitle { get; init; }

    /// <inheritdoc cref="CalledAeTitle"/>
    public required string CallingAeTitle { get; init; }

    public required IReadOnlyList<PresentationContextResult> Contexts { get; init; }

    public required UserInformation User { get; init; }

    public static AssociateAccept Read(ReadOnlySequence<byte> body)
    {
        PduReader reader = new(body.ToArray());
        ushort versions = reader.UInt16();
        reader.Skip(2);
        string called = reader.Text(AeTitle.MaxLength);
        string calling = reader.Text(AeTitle.MaxLength);
        reader.Skip(32);
        List<PresentationContextResult> contexts = [];
        UserInformation user = new();
        while (!reader.AtEnd)
        {
            PduReader item = reader.Item(out byte type);
            switch (type)
            {
                case ItemType.PresentationContextAnswered: contexts.Add(PresentationContextResult.Read(item)); break;
                case ItemType.UserInformation: user = UserInformation.Read(item); break;
                default: break; // the application context is the request's
            }
        }

        return new() { ProtocolVersions = versions, CalledAeTitle = called, CallingAeTitle = calling, Contexts = contexts, User = user };
    }

    public ReadOnlyMemory<byte> Write() => PduWriter.Write(PduType.AssociateAccept, w =>
    {
        w.UInt16(ProtocolVersions);
        w.Zeros(2);
        w.Text(CalledAeTitle, AeTitle.MaxLength);
        w.Text(CallingAeTitle, AeTitle.MaxLength);
        w.Zeros(32);
        w.TextItem(ItemType.ApplicationContext, AssociateRequest.DicomApplicationContext);
        foreach (PresentationContextResult context in Contexts)
        {
            context.Write(w);
        }

        User.Write(w);
    });
}
