namespace DicomNode.Dicom.Network.Pdu;

/// <summary>A-RELEASE-RQ: four reserved bytes. PS3.8 §9.3.6.</summary>
internal static class ReleaseRequest
{
    public static ReadOnlyMemory<byte> Write() => PduWriter.Write(PduType.ReleaseRequest, w => w.Zeros(4));
}
