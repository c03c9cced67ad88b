namespace DicomNode.Dicom.Network.Pdu;

/// <summary>Who the requestor says it is. PS3.7 §D.3.3.7.1. Only the user name may be kept or logged.</summary>
/// <param name="Type">1 user name, 2 with passcode, 3 Kerberos ticket, 4 SAML assertion, 5 JSON web token.</param>
internal sealed record UserIdentity(byte Type, bool ResponseRequested, ReadOnlyMemory<byte> Primary, ReadOnlyMemory<byte> Secondary)
{
    public const int LongestName = 64;

    /// <summary>UTF-8, with types 1 and 2; null with the others, whose primary field is itself the secret.</summary>
    public string? UserName => Type is 1 or 2 ? TextEncoding.UTF8.GetString(Primary.Span[..Math.Min(Primary.Length, LongestName)]) : null;

    public static UserIdentity Read(PduReader item)
    {
        byte type = item.Byte();
        bool response = item.Byte() == 1;
        byte[] primary = item.Bytes(item.UInt16()).ToArray();
        return new(type, response, primary, item.Bytes(item.UInt16()).ToArray());
    }

    public void Write(PduWriter writer) => writer.Item(ItemType.UserIdentity, w =>
    {
        w.Byte(Type);
        w.Byte(ResponseRequested ? (byte)1 : (byte)0);
        w.UInt16((ushort)Primary.Length);
        w.Bytes(Primary.Span);
        w.UInt16((ushort)Secondary.Length);
        w.Bytes(Secondary.Span);
    });
}
