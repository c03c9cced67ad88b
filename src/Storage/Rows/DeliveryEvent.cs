namespace DicomNode.Storage.Rows;

public enum DeliveryEvent
{
    Claimed = 1,
    LeaseExpired,
    Accepted,
    AcceptedWithWarning,

    /// <summary>A passing fault: again later.</summary>
    PutBack,

    GaveUp,
    RetriedByOperator,
}
