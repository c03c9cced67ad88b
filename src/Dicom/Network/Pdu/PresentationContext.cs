namespace DicomNode.Dicom.Network.Pdu;

/// <summary>A proposed presentation context. PS3.8 Table 9-13.</summary>
/// <param name="Id">An odd number, 1 to 255.</param>
internal sealed record PresentationContext(byte Id, string AbstractSyntax, IReadOnlyList<string> TransferSyntaxes)
{
    public static PresentationContext Read(PduReader item)
    {
        byte id = item.Byte();
        item.Skip(3);
        string abstractSyntax = "";
        List<string> transferSyntaxes = [];
        while (!item.AtEnd)
        {
            PduReader part = item.Item(out byte type);
            switch (type)
            {
                case ItemType.AbstractSyntax: abstractSyntax = part.TextToEnd(); break;
                case ItemType.TransferSyntax: transferSyntaxes.Add(part.TextToEnd()); break;
                default: break; // PS3.8 §9.3.1: unknown items are skipped
            }
        }

        return new(id, abstractSyntax, transferSyntaxes);
    }

    public void Write(PduWriter writer) => writer.Item(ItemType.PresentationContextProposed, w =>
    {
        w.Byte(Id);
        w.Zeros(3);
        w.TextItem(ItemType.AbstractSyntax, AbstractSyntax);
        foreach (string syntax in TransferSyntaxes)
        {
            w.TextItem(ItemType.TransferSyntax, syntax);
        }
    });
}
