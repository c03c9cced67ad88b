namespace DicomNode.Dicom.Network.Dimse;

/// <summary>Command Field (0000,0100). PS3.7 Table E.1-1. The high bit marks a response.</summary>
internal enum CommandField : ushort
{
    StoreRequest = 0x0001,
    StoreResponse = 0x8001,
    GetRequest = 0x0010,
    GetResponse = 0x8010,
    FindRequest = 0x0020,
    FindResponse = 0x8020,
    MoveRequest = 0x0021,
    MoveResponse = 0x8021,
    EchoRequest = 0x0030,
    EchoResponse = 0x8030,
    EventReportRequest = 0x0100,
    EventReportResponse = 0x8100,
    ActionRequest = 0x0130,
    ActionResponse = 0x8130,
    CancelRequest = 0x0FFF,
}
