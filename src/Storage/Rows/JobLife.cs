using static DicomNode.Storage.Rows.JobEvent;
using static DicomNode.Storage.Rows.JobState;

namespace DicomNode.Storage.Rows;

/// <summary>The life of a job as a table. Pure.</summary>
public static class JobLife
{
    /// <exception cref="InvalidOperationException">The event cannot happen in that state.</exception>
    public static JobState Next(JobState state, JobEvent happened) => (state, happened) switch
    {
        (Queued, Claimed) => Running,
        (Running, LeaseExpired) => Queued,
        (Running, PutBack) => Queued,
        (Running, Succeeded) => Done,
        (Running, GaveUp) => Failed,
        (Queued or Running, Hindered) => Blocked,
        (Failed or Blocked or Superseded or Queued, Requested) => Queued,
        (Done, ResultLost) => Queued, // gives the same bytes again
        (Running or Done, Requested) => state, // one result per (series, model version, input digest)
        (Queued or Running or Failed or Blocked, Overtaken) => Superseded,
        _ => throw new InvalidOperationException($"{happened} cannot happen to a job that is {state}."),
    };
}
