using DicomNode.Dicom.Encoding;

namespace DicomNode.Dicom.Network.Pdu;

/// <summary>The user information item of A-ASSOCIATE-RQ and -AC. PS3.8 §9.3.2.3, PS3.7 Annex D.3.3. Extended negotiation (56H, 57H) is skipped: we offer none.</summary>
internal sealed record UserInformation
{
    /// <summary>Largest P-DATA-TF body the sender of this item takes; 0 is no limit. PS3.8 §D.1.</summary>
    public uint MaxPduLength { get; init; }

    public string ImplementationClassUid { get; init; } = "";

    /// <summary>At most 16 characters.</summary>
    public string ImplementationVersionName { get; init; } = "";

    /// <summary>Null: not negotiated, which means 1, 1.</summary>
    public AsynchronousWindow? AsynchronousWindow { get; init; }

    public IReadOnlyList<RoleSelection> RoleSelections { get; init; } = [];

    public UserIdentity? UserIdentity { get; init; }

    /// <summary>In an acceptance: the identity was taken note of. PS3.7 §D.3.3.7.2; the server response is empty for user names.</summary>
    public bool AnswersUserIdentity { get; init; }

    /// <summary>The software by its own words: version name, else class UID.</summary>
    public string Software => ImplementationVersionName.Length > 0 ? ImplementationVersionName : ImplementationClassUid;

    /// <summary>What this implementation says of itself.</summary>
    public static UserInformation OfOurs(int maxPduLength) => new()
    {
        MaxPduLength = (uint)maxPduLength,
        ImplementationClassUid = Implementation.ClassUid,
        ImplementationVersionName = Implementation.VersionName,
    };

    public static UserInformation Read(PduReader item)
    {
        UserInformation information = new();
        List<RoleSelection> roles = [];
        while (!item.AtEnd)
        {
            PduReader part = item.Item(out byte type);
            information = type switch
            {
                ItemType.MaximumLength => information with { MaxPduLength = part.UInt32() },
                ItemType.ImplementationClassUid => information with { ImplementationClassUid = part.TextToEnd() },
                ItemType.ImplementationVersionName => information with { ImplementationVersionName = part.TextToEnd() },
                ItemType.AsynchronousOperationsWindow => information with { AsynchronousWindow = AsynchronousWindow.Read(part) },
                ItemType.UserIdentity => information with { UserIdentity = UserIdentity.Read(part) },
                ItemType.UserIdentityResponse => information with { AnswersUserIdentity = true },
                _ => information,
            };
            if (type == ItemType.RoleSelection)
            {
                roles.Add(RoleSelection.Read(part));
            }
        }

        return information with { RoleSelections = roles };
    }

    public void Write(PduWriter writer) => writer.Item(ItemType.UserInformation, w =>
    {
        w.Item(ItemType.MaximumLength, i => i.UInt32(MaxPduLength));
        w.TextItem(ItemType.ImplementationClassUid, ImplementationClassUid);
        AsynchronousWindow?.Write(w);
        foreach (RoleSelection role in RoleSelections)
        {
            role.Write(w);
        }

        if (ImplementationVersionName.Length > 0)
        {
            w.TextItem(ItemType.ImplementationVersionName, ImplementationVersionName);
        }

        UserIdentity?.Write(w);
        if (AnswersUserIdentity)
        {
            w.Item(ItemType.UserIdentityResponse, i => i.UInt16(0));
        }
    });
}
