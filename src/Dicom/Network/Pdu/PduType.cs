namespace DicomNode.Dicom.Network.Pdu;

/// <summary>The first byte of a PDU. PS3.8 §9.3.1.</summary>
internal enum PduType : byte
{
    AssociateRequest = 1,
    AssociateAccept = 2,
    AssociateReject = 3,
    Data = 4,
    ReleaseRequest = 5,
    ReleaseResponse = 6,
    Abort = 7,
}
