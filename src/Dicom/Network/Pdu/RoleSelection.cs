namespace DicomNode.Dicom.Network.Pdu;

/// <summary>Who may be SCU and SCP of a SOP class, from the requestor's side. PS3.7 §D.3.3.4.</summary>
internal sealed record RoleSelection(string SopClassUid, bool Scu, bool Scp)
{
    public static RoleSelection Read(PduReader item)
    {
        string uid = item.Text(item.UInt16());
        return new(uid, item.Byte() == 1, item.Byte() == 1);
    }

    public void Write(PduWriter writer) => writer.Item(ItemType.RoleSelection, w =>
    {
        w.UInt16((ushort)SopClassUid.Length);
        w.Text(SopClassUid);
        w.Byte(Scu ? (byte)1 : (byte)0);
        w.Byte(Scp ? (byte)1 : (byte)0);
    });
}
