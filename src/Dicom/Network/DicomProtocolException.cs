namespace DicomNode.Dicom.Network;

/// <summary>The peer broke the protocol: a response to another message, a second response, a PDU out of turn. The association was aborted.</summary>
/// <remarks>Transient: what was in flight is not acknowledged, and the next association may go well.</remarks>
public sealed class DicomProtocolException(string message, Exception? inner = null) : DicomNetworkException(message, inner)
{
    public override bool IsTransient => true;
}
