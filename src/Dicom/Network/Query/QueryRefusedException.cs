namespace DicomNode.Dicom.Network.Query;

/// <summary>A query that we do not answer: the status and the comment go to the peer. PS3.4 Table C.4-1.</summary>
public sealed class QueryRefusedException(DimseStatus status, string comment) : Exception(comment)
{
    public DimseStatus Status { get; } = status;
}
