namespace DicomNode.Storage.Rows;

public enum JobState
{
    /// <summary>Waits for a free segmenter, from <see cref="Job.NotBefore"/> on.</summary>
    Queued = 1,

    Running = 2,

    Done = 3,

    /// <summary>Will not be tried again by itself.</summary>
    Failed = 4,

    /// <summary>Cannot run for a reason outside of the series, such as a model that is missing.</summary>
    Blocked = 5,

    /// <summary>Instances came after it was made: a job of the next generation replaces it.</summary>
    Superseded = 6,
}
