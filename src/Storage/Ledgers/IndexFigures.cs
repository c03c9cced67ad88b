using DicomNode.Storage.Rows;

namespace DicomNode.Storage.Ledgers;

/// <summary>How much of everything the index holds, at one moment. States without a row are left out.</summary>
/// <param name="OldestQueuedAt">When the job was made that waits longest for a free segmenter; null: none waits.</param>
public sealed record IndexFigures(
    IReadOnlyDictionary<SeriesState, int> Series, IReadOnlyDictionary<JobState, int> Jobs, DateTime? OldestQueuedAt, IReadOnlyList<DeliveryFigures> Deliveries)
{
    /// <summary>Of all destinations.</summary>
    public IReadOnlyDictionary<DeliveryState, int> DeliveryStates => Deliveries.GroupBy(d => d.State).ToDictionary(g => g.Key, g => g.Sum(d => d.Count));

    /// <summary>Of the delivery that waits longest, to whichever destination; null: none waits.</summary>
    public DateTime? OldestDeliveryAt => Deliveries.Where(d => d.IsUnderWay).Min(d => (DateTime?)d.OldestAt);
}

/// <param name="OldestAt">Since when the oldest of them is tried, or was to be.</param>
public sealed record DeliveryFigures(string Destination, DeliveryState State, int Count, DateTime OldestAt)
{
    /// <summary>Neither at its destination nor waiting for an operator.</summary>
    public bool IsUnderWay => State is DeliveryState.Pending or DeliveryState.Sending;
}

/// <summary>What lies in the data folder, as the index knows it.</summary>
public sealed record StoreFigures(long Instances, long InstanceBytes, long Results, long ResultBytes);
