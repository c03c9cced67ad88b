namespace DicomNode.Dicom.Network.Dimse;

/// <summary>Command Field (0000,0100). PS3.7 Table E.1-1. The high bit marks a response.</summary>
internal enum CommandField : ushort
{
    StoreRequest = 0x0001,
    StoreResponse = 0x8001,
    EchoRequest = 0x0030,
    EchoResponse = 0x8030,
    CancelRequest = 0x0FFF,
}
