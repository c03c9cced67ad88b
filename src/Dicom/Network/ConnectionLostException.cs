using DicomNode.Dicom.Network.Security;

namespace DicomNode.Dicom.Network;

/// <summary>The connection ended without release or abort.</summary>
public sealed class ConnectionLostException(PeerAddress peer, string when, Exception? inner = null)
    : DicomNetworkException(inner is TlsEndedException ? $"The connection to {peer} is over: {inner.Message}." : $"{peer} closed the connection {when}.", inner)
{
    public override bool IsTransient => true;
}
