using DicomNode.Storage.Rows;

namespace DicomNode.Segmenting;

/// <summary>One run of a job, for who counts and who traces.</summary>
/// <param name="job">As it was claimed.</param>
/// <param name="start">When it was.</param>
internal sealed class JobRun(Job job, DateTimeOffset start)
{
    public Job Job => job;

    public DateTimeOffset Start => start;

    /// <summary>done, failed, blocked, put_back or overtaken.</summary>
    public string Outcome { get; set; } = "failed";

    /// <summary>Null: it did not come so far.</summary>
    public SegmentationReport? Report { get; private set; }

    /// <summary>When the results were made; keeping them comes after.</summary>
    public DateTimeOffset? MadeAt { get; private set; }

    public void Made(SegmentationReport report, DateTimeOffset at) => (Report, MadeAt) = (report, at);
}
