using DicomNode.Storage.Rows;

namespace DicomNode.Web.Views;

/// <param name="OldestWaitingSeconds">Age of the oldest queued one; null: none waits.</param>
internal sealed record JobsView(IReadOnlyDictionary<JobState, int> States, double? OldestWaitingSeconds);
