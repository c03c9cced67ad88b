namespace DicomNode.Storage.Rows;

/// <summary>Where a request for commitment is.</summary>
public enum CommitmentState
{
    /// <summary>The report has not come.</summary>
    Open,
    /// <summary>The archive has reported; what of each instance stands in its row.</summary>
    Reported,
    /// <summary>The archive could not be asked, or refused.</summary>
    Void,
    /// <summary>No report came in time; one that still comes is taken.</summary>
    Expired,
}
