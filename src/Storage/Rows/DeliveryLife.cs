using static DicomNode.Storage.Rows.DeliveryEvent;
using static DicomNode.Storage.Rows.DeliveryState;

namespace DicomNode.Storage.Rows;

/// <summary>The life of a delivery as a table. Pure. There is no way out but delivered or dead letter.</summary>
public static class DeliveryLife
{
    /// <exception cref="InvalidOperationException">The event cannot happen in that state.</exception>
    public static DeliveryState Next(DeliveryState state, DeliveryEvent happened) => (state, happened) switch
    {
        (Pending, Claimed) => Sending,
        (Sending, LeaseExpired) => Pending,
        (Sending, PutBack) => Pending,
        (Sending, Accepted) => Delivered,
        (Sending, AcceptedWithWarning) => DeliveredWithWarning,
        (Sending, GaveUp) => DeadLetter,
        (DeadLetter or Pending, RetriedByOperator) => Pending,
        _ => throw new InvalidOperationException($"{happened} cannot happen to a delivery that is {state}."),
    };
}
