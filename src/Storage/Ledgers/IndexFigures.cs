using DicomNode.Storage.Rows;

namespace DicomNode.Storage.Ledgers;

/// <summary>How much of everything the index holds, at one moment. States without a row are left out.</summary>
/// <param name="OldestQueuedAt">When the job was made that waits longest for a free segmenter; null: none waits.</param>
public sealed record IndexFigures(
    IReadOnlyDictionary<SeriesState, int> Series, IReadOnlyDictionary<JobState, int> Jobs, DateTime? OldestQueuedAt, IReadOnlyList<DeliveryFigures> Deliveries);

/// <param name="OldestAt">When the oldest of them was made.</param>
public sealed record DeliveryFigures(string Destination, DeliveryState State, int Count, DateTime OldestAt);

/// <summary>What lies in the data folder, as the index knows it.</summary>
public sealed record StoreFigures(long Instances, long InstanceBytes, long Results, long ResultBytes);
