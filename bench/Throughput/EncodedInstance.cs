using DicomNode.Dicom.Encoding;
using DicomNode.Dicom.Network;
using DicomNode.Dicom.Network.Dimse;
using DicomNode.Dicom.Network.Pdu;

namespace DicomNode.Bench;

/// <summary>A C-STORE request with its data set, cut into P-DATA-TF before the clock starts: sending it is one call.</summary>
internal sealed class EncodedInstance
{
    private readonly UidStamp _stamp;

    public EncodedInstance(ImageKind kind, MadeImage image, byte contextId, ushort messageId, int maxPduLength)
    {
        InstanceSource source = new(kind.SopClassUid, image.SopInstanceUid, TransferSyntax.ExplicitVrLittleEndian.Uid, Stream.Null);
        byte[] command = DataPdu.WriteCommand(contextId, CommandSet.Store(messageId, source).ToArray(), maxPduLength);
        Pdus = [.. command, .. Cut(image.DataSet, contextId, DataPdu.Capacity(maxPduLength))];
        _stamp = new(Pdus);
    }

    public byte[] Pdus { get; }

    public void BecomeAnother(int seed, int index) => _stamp.Apply(Pdus, seed, index);

    private static byte[] Cut(ReadOnlySpan<byte> dataSet, byte contextId, int capacity)
    {
        byte[] pdus = new byte[dataSet.Length + ((dataSet.Length + capacity - 1) / capacity * DataPdu.HeadersLength)];
        Span<byte> at = pdus;
        while (!dataSet.IsEmpty)
        {
            ReadOnlySpan<byte> part = dataSet[..Math.Min(capacity, dataSet.Length)];
            dataSet = dataSet[part.Length..];
            PresentationDataValue.WriteHeaders(at, contextId, isCommand: false, isLast: dataSet.IsEmpty, part.Length);
            part.CopyTo(at[DataPdu.HeadersLength..]);
            at = at[(DataPdu.HeadersLength + part.Length)..];
        }

        return pdus;
    }
}
