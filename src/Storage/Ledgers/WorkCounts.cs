using DicomNode.Storage.Rows;

namespace DicomNode.Storage.Ledgers;

/// <summary>How much work there is. States that nothing is in are left out.</summary>
/// <param name="JobWaitsSince">When the oldest queued job was made.</param>
/// <param name="DeliveryWaitsSince">Since when the oldest delivery that waits is tried, or was to be.</param>
public sealed record WorkCounts(
    IReadOnlyDictionary<SeriesState, int> Series, IReadOnlyDictionary<JobState, int> Jobs, DateTime? JobWaitsSince,
    IReadOnlyDictionary<DeliveryState, int> Deliveries, DateTime? DeliveryWaitsSince);
