using System.Buffers;

namespace DicomNode.Dicom.Network.Pdu;

/// <summary>A-ASSOCIATE-RQ. PS3.8 §9.3.2, Table 9-11.</summary>
internal sealed record AssociateRequest
{
    public const ushort Version1 = 1;

    /// <summary>The only application context there is. PS3.7 §A.2.1.</summary>
    public const string DicomApplicationContext = "1.2.840.10008.3.1.1.1";

    /// <summary>A bit for each version of the protocol; bit 0 is version 1.</summary>
    public ushort ProtocolVersions { get; init; } = Version1;

    /// <summary>As it came, without padding; perhaps no valid AE title.</summary>
    public required string CalledAeTitle { get; init; }

    /// <inheritdoc cref="CalledAeTitle"/>
    public required string CallingAeTitle { get; init; }

    public string ApplicationContext { get; init; } = DicomApplicationContext;

    public required IReadOnlyList<PresentationContext> Contexts { get; init; }

    public required UserInformation User { get; init; }

    public static AssociateRequest Read(ReadOnlySequence<byte> body)
    {
        PduReader reader = new(body.ToArray());
        ushort versions = reader.UInt16();
        reader.Skip(2);
        string called = reader.Text(AeTitle.MaxLength);
        string calling = reader.Text(AeTitle.MaxLength);
        reader.Skip(32);
        string application = "";
        List<PresentationContext> contexts = [];
        UserInformation user = new();
        while (!reader.AtEnd)
        {
            PduReader item = reader.Item(out byte type);
            switch (type)
            {
                case ItemType.ApplicationContext: application = item.TextToEnd(); break;
                case ItemType.PresentationContextProposed: contexts.Add(PresentationContext.Read(item)); break;
                case ItemType.UserInformation: user = UserInformation.Read(item); break;
                default: break; // PS3.8 §9.3.1: unknown items are skipped
            }
        }

        if (contexts.Any(c => c.Id % 2 == 0) || contexts.DistinctBy(c => c.Id).Count() != contexts.Count)
        {
            throw PduException.Invalid("Presentation context identifiers must be odd and different.");
        }

        return new()
        {
            ProtocolVersions = versions, CalledAeTitle = called, CallingAeTitle = calling,
            ApplicationContext = application, Contexts = contexts, User = user,
        };
    }

    public ReadOnlyMemory<byte> Write() => PduWriter.Write(PduType.AssociateRequest, w =>
    {
        w.UInt16(ProtocolVersions);
        w.Zeros(2);
        w.Text(CalledAeTitle, AeTitle.MaxLength);
        w.Text(CallingAeTitle, AeTitle.MaxLength);
        w.Zeros(32);
        w.TextItem(ItemType.ApplicationContext, ApplicationContext);
        foreach (PresentationContext context in Contexts)
        {
            context.Write(w);
        }

        User.Write(w);
    });
}
