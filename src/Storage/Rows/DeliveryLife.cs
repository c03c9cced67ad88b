using static DicomNode.Storage.Rows.DeliveryEvent;
using static DicomNode.Storage.Rows.DeliveryState;

namespace DicomNode.Storage.Rows;

/// <summary>The life of a delivery as a table. Pure. Every way ends as delivered, as a dead letter, held until an operator releases it, or replaced by the delivery of a newer result.</summary>
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
        (Delivered or DeliveredWithWarning, Disowned) => Pending,
        (Delivered or DeliveredWithWarning, GaveUp) => DeadLetter,
        (Pending, HeldBack) => Held,
        (Held, Released) => Pending,
        (Pending or Held, Overtaken) => Superseded,
        (Superseded, Restored) => Pending,
        _ => throw new InvalidOperationException($"{happened} cannot happen to a delivery that is {state}."),
    };
}
