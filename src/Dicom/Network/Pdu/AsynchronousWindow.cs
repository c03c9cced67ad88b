namespace DicomNode.Dicom.Network.Pdu;

/// <summary>How many operations may be outstanding; 0 is unlimited. PS3.7 §D.3.3.3. We answer 1, 1: one after the other.</summary>
internal sealed record AsynchronousWindow(ushort Invoked, ushort Performed)
{
    public static AsynchronousWindow Synchronous { get; } = new(1, 1);

    public static AsynchronousWindow Read(PduReader item) => new(item.UInt16(), item.UInt16());

    public void Write(PduWriter writer) => writer.Item(ItemType.AsynchronousOperationsWindow, w =>
    {
        w.UInt16(Invoked);
        w.UInt16(Performed);
    });
}
