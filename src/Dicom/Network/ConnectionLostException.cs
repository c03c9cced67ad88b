using DicomNode.Dicom.Network.Security;

namespace DicomNode.Dicom.Network;

/// <summary>The connection ended without release or abort.</summary>
public sealed class ConnectionLostException(PeerAddress peer, string when, Exception? inner = null)
    : DicomNetworkException(inner is TlsEndedException ? $"The connection to {peer} is over: {inner.Message}." : $"{peer} closed the connection {when}.", inner)
{
    /// <summary>TLS was agreed on, and the peer refused us behind it: mostly our certificate, or that we showed none.</summary>
    public bool WasRefusedByTls { get; } = inner is TlsEndedException;

    public override bool IsTransient => true;
}
