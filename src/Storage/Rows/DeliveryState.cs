namespace DicomNode.Storage.Rows;

public enum DeliveryState
{
    /// <summary>Due from <see cref="Delivery.NextAttemptAt"/> on.</summary>
    Pending = 1,

    Sending = 2,

    Delivered = 3,

    /// <summary>Taken with B000H, B006H or B007H; the status is kept.</summary>
    DeliveredWithWarning = 4,

    /// <summary>Given up, with the reason; an operator may try again.</summary>
    DeadLetter = 5,

    /// <summary>Not sent: more of the series came before it was, and a new result takes its place.</summary>
    Superseded = 6,

    /// <summary>Something was found about the result that its route holds for: it waits for an operator to release it.</summary>
    Held = 7,
}
