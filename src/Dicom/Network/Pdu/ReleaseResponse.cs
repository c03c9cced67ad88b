namespace DicomNode.Dicom.Network.Pdu;

/// <summary>A-RELEASE-RP: four reserved bytes. PS3.8 §9.3.7.</summary>
internal static class ReleaseResponse
{
    public static ReadOnlyMemory<byte> Write() => PduWriter.Write(PduType.ReleaseResponse, w => w.Zeros(4));
}
