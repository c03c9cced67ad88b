namespace DicomNode.Dicom.Network.Pdu;

/// <summary>What became of a proposed presentation context. PS3.8 Table 9-18.</summary>
internal enum ContextResult : byte
{
    Acceptance = 0,
    UserRejection = 1,
    NoReason = 2,
    AbstractSyntaxNotSupported = 3,
    TransferSyntaxesNotSupported = 4,
}

/// <summary>The answer to a proposed presentation context. PS3.8 Table 9-18.</summary>
/// <param name="TransferSyntax">Significant only with <see cref="ContextResult.Acceptance"/>.</param>
internal sealed record PresentationContextResult(byte Id, ContextResult Result, string TransferSyntax)
{
    public static PresentationContextResult Read(PduReader item)
    {
        byte id = item.Byte();
        item.Skip(1);
        ContextResult result = (ContextResult)item.Byte();
        item.Skip(1);
        string transferSyntax = "";
        while (!item.AtEnd)
        {
            PduReader part = item.Item(out byte type);
            if (type == ItemType.TransferSyntax)
            {
                transferSyntax = part.TextToEnd();
            }
        }

        return new(id, result, transferSyntax);
    }

    public void Write(PduWriter writer) => writer.Item(ItemType.PresentationContextAnswered, w =>
    {
        w.Byte(Id);
        w.Zeros(1);
        w.Byte((byte)Result);
        w.Zeros(1);
        w.TextItem(ItemType.TransferSyntax, TransferSyntax);
    });
}
