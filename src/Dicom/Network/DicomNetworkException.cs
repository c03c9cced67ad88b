namespace DicomNode.Dicom.Network;

/// <summary>The peer, the network or the protocol failed. <see cref="IsTransient"/> is what a send queue asks before it tries again.</summary>
public abstract class DicomNetworkException(string message, Exception? inner = null) : Exception(message, inner)
{
    /// <summary>The same request may succeed later without anybody changing a configuration.</summary>
    public abstract bool IsTransient { get; }
}
