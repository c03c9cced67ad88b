namespace DicomNode.Dicom.Network.Associations;

/// <summary>The states of PS3.8 Tables 9-1 to 9-5, by their numbers.</summary>
internal enum AssociationState
{
    Idle = 1,
    AwaitingRequest = 2,
    AwaitingLocalAnswer = 3,
    AwaitingConnection = 4,
    AwaitingAnswer = 5,
    Established = 6,
    AwaitingReleaseResponse = 7,
    AwaitingLocalReleaseResponse = 8,
    /// <summary>Release collision, requestor: our user has to answer.</summary>
    CollisionRequestorAwaitingLocal = 9,
    /// <summary>Release collision, acceptor: the peer has to answer.</summary>
    CollisionAcceptorAwaitingPeer = 10,
    /// <summary>Release collision, requestor: the peer has to answer.</summary>
    CollisionRequestorAwaitingPeer = 11,
    /// <summary>Release collision, acceptor: our user has to answer.</summary>
    CollisionAcceptorAwaitingLocal = 12,
    /// <summary>Our last PDU is out; the peer should close the connection.</summary>
    AwaitingClose = 13,
}
