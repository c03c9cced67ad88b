namespace DicomNode.Dicom.Network.Query;

/// <summary>How a C-MOVE or C-GET ended. PS3.4 Tables C.4-2 and C.4-3.</summary>
/// <param name="Status">Success; B000H, some instances failed; FE00H, cancelled; or why nothing was moved.</param>
/// <param name="SubOperations">The last counts that the peer gave.</param>
/// <param name="FailedSopInstanceUids">As far as the peer names them.</param>
/// <param name="ErrorComment">(0000,0902).</param>
public sealed record RetrieveOutcome(DimseStatus Status, SubOperations SubOperations, IReadOnlyList<string> FailedSopInstanceUids, string? ErrorComment)
{
    /// <summary>Everything that matched has arrived.</summary>
    public bool IsComplete => Status == DimseStatus.Success && SubOperations.Failed is null or 0;
}
