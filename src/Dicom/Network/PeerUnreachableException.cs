namespace DicomNode.Dicom.Network;

/// <summary>No connection: the name is unknown, the port is closed, nobody answers.</summary>
public sealed class PeerUnreachableException(PeerAddress peer, string why, Exception? inner = null)
    : DicomNetworkException($"{peer} cannot be reached: {why}.", inner)
{
    public PeerAddress Peer { get; } = peer;

    public override bool IsTransient => true;
}
