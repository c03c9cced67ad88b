namespace DicomNode.Storage;

/// <summary>
/// Between what and what a process can die: each is a place where something has just become durable, or is just about to. Tests kill the node at every one
/// (<see cref="Failpoint"/>) and look whether anything is lost or made twice.
/// </summary>
public enum StateBoundary
{
    /// <summary>The last byte of an instance is in its <c>.part</c>, nothing is synced.</summary>
    InstanceWritten = 1,

    /// <summary>The <c>.part</c> is synced and has no name yet.</summary>
    InstanceSynced,

    /// <summary>It has its name; the sender has no answer.</summary>
    InstanceNamed,

    /// <summary>It has its row.</summary>
    InstanceIndexed,

    SeriesClosed,

    /// <summary>A decision about a series has begun.</summary>
    SeriesClaimed,

    /// <summary>The series has its jobs.</summary>
    SeriesRouted,

    JobClaimed,

    /// <summary>The labels and objects are made, in memory.</summary>
    JobSegmented,

    /// <summary>A result's file is durable; its row is not there.</summary>
    ResultWritten,

    /// <summary>The job is done: results and deliveries have their rows.</summary>
    JobCompleted,

    DeliveryClaimed,

    /// <summary>The association to the peer is open and nothing is sent.</summary>
    DeliveryConnected,

    /// <summary>The peer has answered; the answer is not booked.</summary>
    DeliveryAnswered,

    DeliveryBooked,

    /// <summary>A statement of a migration was carried out; its transaction is open.</summary>
    IndexMigrating,

    /// <summary>Another statement that writes into the index was carried out; the transaction that it belongs to may be open.</summary>
    IndexWriting,
}
