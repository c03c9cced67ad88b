namespace DicomNode.Dicom.Network.Pdu;

/// <summary>Why the upper layer provider (source 2) aborts. PS3.8 Table 9-26.</summary>
internal enum AbortReason : byte
{
    NotSpecified = 0,
    UnrecognizedPdu = 1,
    UnexpectedPdu = 2,
    UnrecognizedParameter = 4,
    UnexpectedParameter = 5,
    InvalidParameterValue = 6,
}
