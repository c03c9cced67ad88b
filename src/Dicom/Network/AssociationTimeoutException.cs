namespace DicomNode.Dicom.Network;

/// <summary>The peer took the connection and did not answer the association or release request in time.</summary>
public sealed class AssociationTimeoutException(PeerAddress peer, string request, TimeSpan limit)
    : DicomNetworkException($"{peer} did not answer {request} within {limit.TotalSeconds:0.###} s.")
{
    public override bool IsTransient => true;
}
