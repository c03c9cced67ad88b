namespace DicomNode.Dicom.Network.Associations;

/// <summary>The events of PS3.8 Table 9-10, by their numbers.</summary>
internal enum AssociationEvent
{
    AssociateRequested = 1,
    ConnectionConfirmed = 2,
    AcceptReceived = 3,
    RejectReceived = 4,
    ConnectionOpened = 5,
    RequestReceived = 6,
    LocallyAccepted = 7,
    LocallyRejected = 8,
    DataToSend = 9,
    DataReceived = 10,
    ReleaseRequested = 11,
    ReleaseRequestReceived = 12,
    ReleaseResponseReceived = 13,
    ReleaseAnswered = 14,
    AbortRequested = 15,
    AbortReceived = 16,
    ConnectionClosed = 17,
    ArtimExpired = 18,
    InvalidPdu = 19,
}
