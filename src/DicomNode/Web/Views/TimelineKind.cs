namespace DicomNode.Web.Views;

/// <summary>What happened.</summary>
internal enum TimelineKind
{
    FirstInstance,
    LastInstance,

    /// <summary>A content under a UID that was here before, kept aside.</summary>
    Conflict,

    /// <summary>Came after the series was segmented and was not used.</summary>
    LateInstance,

    Closed,

    /// <summary>Closed, and opened again until then, because something seems to be missing.</summary>
    HeldOpen,

    /// <summary>Other series of the study are waited for until then.</summary>
    Awaiting,

    /// <summary>A model was queued.</summary>
    JobQueued,
    JobStarted,

    /// <summary>A part of the work of a model; it began at this time and took these seconds.</summary>
    Stage,

    /// <summary>An object was made.</summary>
    Result,

    /// <summary>The gate found something about the results.</summary>
    Finding,
    JobDone,
    JobFailed,

    /// <summary>It waits for something that is not the series' fault, such as its model.</summary>
    JobBlocked,
    JobSuperseded,

    /// <summary>Waits for somebody to look at it.</summary>
    DeliveryHeld,

    /// <summary>Is to be sent, the next time then.</summary>
    DeliveryWaits,
    Delivered,
    DeadLetter,
    DeliverySuperseded,

    /// <summary>The peer has shown that it keeps the result.</summary>
    Proven,
}
