namespace DicomNode.Storage.Rows;

public enum JobEvent
{
    Claimed = 1,

    /// <summary>The node that had it says nothing any more.</summary>
    LeaseExpired,

    /// <summary>A passing fault: again later.</summary>
    PutBack,

    Succeeded,
    GaveUp,
    Hindered,

    /// <summary>Its route or an operator wants it (again).</summary>
    Requested,

    Overtaken,

    /// <summary>It was done, and a file of it is gone or damaged.</summary>
    ResultLost,
}
