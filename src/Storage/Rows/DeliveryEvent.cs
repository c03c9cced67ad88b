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

    /// <summary>Instances came late: the result is no longer the series' own.</summary>
    Overtaken,

    /// <summary>The instances that came late were not of this volume: its result stands.</summary>
    Restored,

    /// <summary>The gate of its route wants an operator to look first.</summary>
    HeldBack,

    /// <summary>An operator has looked.</summary>
    Released,

    /// <summary>The peer took it and says later that it does not have it.</summary>
    Disowned,
}
