namespace DicomNode.Storage.Rows;

public enum SeriesEvent
{
    /// <summary>An instance that was not here before.</summary>
    InstanceStored = 1,

    /// <summary>Quiet for long enough, or evidence that all is here.</summary>
    Closed,

    /// <summary>Looks unfinished: waits longer.</summary>
    HeldOpen,

    FoundIncomplete,
    NoRoute,

    /// <summary>Jobs exist that are queued, blocked or running.</summary>
    JobsOpen,

    JobFailed,

    /// <summary>All jobs are done, deliveries are on their way.</summary>
    DeliveriesOpen,

    DeliveryGivenUp,

    /// <summary>Nothing is left to do.</summary>
    AllDelivered,

    /// <summary>An operator asks for the models again.</summary>
    SegmentRequested,
}
