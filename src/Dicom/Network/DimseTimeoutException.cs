namespace DicomNode.Dicom.Network;

/// <summary>No response to a DIMSE request in time, or the peer stopped taking our bytes. The association was aborted.</summary>
public sealed class DimseTimeoutException(PeerAddress peer, string request, TimeSpan limit)
    : DicomNetworkException($"{peer} did not answer {request} within {limit.TotalSeconds:0.###} s; the association was aborted.")
{
    public override bool IsTransient => true;
}
