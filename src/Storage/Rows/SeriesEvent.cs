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

    /// <summary>A model needs further series of the study.</summary>
    InputsAwaited,

    /// <summary>They did not come in time.</summary>
    InputsMissing,

    /// <summary>What it was waiting for may be there, or what it was used with has grown: it is decided about again.</summary>
    Reconsidered,
}
