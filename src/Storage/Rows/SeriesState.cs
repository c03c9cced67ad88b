namespace DicomNode.Storage.Rows;

/// <summary>Where a series is in its life. What leads from one to the next is in <see cref="SeriesLife"/>.</summary>
public enum SeriesState
{
    /// <summary>Instances come in, or are waited for.</summary>
    Receiving = 1,

    /// <summary>Closed: waits for the verdict on its geometry and for its routes.</summary>
    Complete = 2,

    /// <summary>Has jobs that are not finished.</summary>
    Segmenting = 3,

    /// <summary>Has results that are not at every destination.</summary>
    Delivering = 4,

    /// <summary>Every result is where it belongs.</summary>
    Done = 5,

    /// <summary>Closed with a gap or another fault of the stack; the reason is kept.</summary>
    Incomplete = 6,

    /// <summary>No route wants it.</summary>
    NotRouted = 7,

    /// <summary>A job failed or a delivery was given up; the reason is kept.</summary>
    Failed = 8,

    /// <summary>Whole, and what a model needs together with further series of its study; they are waited for.</summary>
    Waiting = 9,

    /// <summary>Those series did not come in time; the reason names them.</summary>
    Unmatched = 10,
}
