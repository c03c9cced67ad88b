namespace DicomNode.Dicom.Network.Query;

/// <summary>The peer answered a query with a failure; the association is still good. PS3.4 Table C.4-1.</summary>
public sealed class QueryFailedException(PeerAddress peer, DimseStatus status, string? errorComment)
    : DicomNetworkException($"{peer} refuses the query: {status}{(string.IsNullOrEmpty(errorComment) ? "" : $", \"{errorComment}\"")}.")
{
    public DimseStatus Status { get; } = status;

    public override bool IsTransient => Status.IsTransientFailure;
}
